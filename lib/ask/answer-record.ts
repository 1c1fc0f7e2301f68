import { randomUUID } from 'node:crypto';
import { type AuditedEvent, recordEvent } from '@/lib/audit/record-event';
import { isMember } from '@/lib/auth/still-admitted';
import type { Viewer } from '@/lib/auth/viewer';
import type { AnswerData, AnswerMetadata, Choice, FoundPassage, MessageCitation, MessageStatus, StepName } from '@/lib/chats/chat-message';
import type { StoredParts } from '@/lib/chats/stored-parts';
import { db, type Transaction } from '@/lib/db/client';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { ModelCall } from '@/lib/usage/model-call';
import { recordCalls } from '@/lib/usage/record-calls';
import type { UIMessageChunk } from 'ai';

/** One piece of the stream of an answer. */
export type AnswerChunk = UIMessageChunk<Partial<AnswerMetadata>, AnswerData>;

/** What the purge of a document calls it in citations, too. */
const deletedName = 'Deleted document';
const flushEvery = 1_000;
const textId = 'answer';

/**
 * An answer while it is made: everything said goes to the stream and to the database alike, the latter at least each
 * second, so that a crash loses at most that. Text, citations, trace and ledger are written in one transaction.
 */
export class AnswerRecord {
  readonly parts: StoredParts = { steps: [], found: [], notices: [], claims: [] };
  readonly citations: MessageCitation[] = [];
  text = '';
  model: string | undefined;
  private readonly calls: (ModelCall & { id: string; createdAt: Date })[] = [];
  private callsStored = 0;
  private readonly events: AuditedEvent[] = [];
  private readonly begun = new Map<StepName, number>();
  private citationsStored = 0;
  private textOpen = false;
  private writing: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  /**
   * `onGone` is called when the message no longer wants an answer: its chat was deleted, it was ended elsewhere, or
   * its person no longer belongs to the team.
   */
  constructor(
    private readonly viewer: Viewer,
    readonly messageId: string,
    private readonly emit: (chunk: AnswerChunk) => void,
    private readonly onGone: () => void,
  ) {
    this.timer = setInterval(() => this.flush(), flushEvery);
  }

  begin(name: StepName, label: string): void {
    this.begun.set(name, performance.now());
    this.setStep({ name, state: 'running', label });
  }

  /** Says what a step is doing now. */
  relabel(name: StepName, label: string): void {
    this.setStep({ name, state: 'running', label });
  }

  end(name: StepName, label: string, state: 'done' | 'failed' = 'done'): void {
    const milliseconds = Math.round(performance.now() - (this.begun.get(name) ?? performance.now()));
    this.setStep({ name, state, label, milliseconds });
  }

  private setStep(step: StoredParts['steps'][number]): void {
    const at = this.parts.steps.findIndex((other) => other.name === step.name);
    if (at < 0) this.parts.steps.push(step);
    else this.parts.steps[at] = step;
    this.emit({ type: 'data-step', id: step.name, data: step });
  }

  also(also: AlsoSearched[]): void {
    this.parts.also = also;
    this.emit({ type: 'data-also', id: 'also', data: { also } });
  }

  found(passages: FoundPassage[]): void {
    this.parts.found = passages;
    this.emit({ type: 'data-found', id: 'found', data: { passages } });
  }

  notice(code: string, message: string): void {
    this.parts.notices.push({ code, message });
    this.emit({ type: 'data-notice', id: code, data: { code, message } });
  }

  /** What the check of the sentences so far came to. */
  checked(claims: StoredParts['claims'], unsupported: NonNullable<StoredParts['unsupported']>): void {
    this.parts.claims = claims;
    this.parts.unsupported = unsupported;
    if (this.parts.trace) this.parts.trace.claims = { supported: new Set(claims.map((claim) => claim.start)).size, unsupported: unsupported.length };
  }

  cite(citation: MessageCitation): void {
    this.citations.push(citation);
    this.emit({ type: 'data-citation', id: citation.id, data: citation });
  }

  /** What a question back offers to choose from. */
  choices(choices: Choice[]): void {
    this.parts.choices = choices;
    this.emit({ type: 'data-choices', id: 'choices', data: { choices } });
  }

  say(text: string): void {
    if (!this.textOpen) this.emit({ type: 'text-start', id: textId });
    this.textOpen = true;
    this.text += text;
    this.emit({ type: 'text-delta', id: textId, delta: text });
  }

  /** Takes a model call for the receipt. */
  spend(call: ModelCall): void {
    this.calls.push({ ...call, id: randomUUID(), createdAt: new Date() });
  }

  /** For the audit log, written with the end of the answer. */
  event(event: AuditedEvent): void {
    this.events.push(event);
  }

  private flush(): void {
    this.writing = this.writing
      .then(async () => {
        const wanted = await this.inTransaction(async (tx) => (await isMember(tx, this.viewer)) && (await this.write(tx, 'running')));
        if (!wanted) this.onGone();
      })
      // The next second brings the next chance; what cannot be written at the end fails loudly.
      .catch((error) => console.error('an answer could not be saved yet:', error));
  }

  /** Ends the answer in the stream and, in one transaction, in the database. */
  async finish(status: Exclude<MessageStatus, 'running'>): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    for (const step of this.parts.steps) if (step.state === 'running') this.end(step.name, step.label, 'failed');
    try {
      await this.inTransaction(async (tx) => {
        await this.write(tx, status);
        for (const event of this.events) await recordEvent(tx, this.viewer, event);
      });
    } finally {
      if (this.textOpen) this.emit({ type: 'text-end', id: textId });
      this.emit({ type: 'finish', messageMetadata: { status, model: this.model, ...(this.parts.trace?.stance === 'partial' && { partial: true as const }) } });
    }
  }

  /** Whether the message was still there and running. */
  private async write(tx: Transaction, status: MessageStatus): Promise<boolean> {
    const present = await this.present(tx, this.parts.found);
    const found = this.parts.found.filter(({ documentId }) => present.has(documentId));
    const parts = JSON.stringify({ ...this.parts, found }).toWellFormed();
    const changed = await tx.$executeRaw`
      UPDATE message SET status = ${status}::"MessageStatus", text = ${this.text.toWellFormed()}, parts = ${parts}::jsonb,
        model = ${this.model ?? null}, heartbeat_at = now() AT TIME ZONE 'utc',
        finished_at = CASE WHEN ${status} = 'running' THEN NULL ELSE now() AT TIME ZONE 'utc' END
      WHERE id = ${this.messageId} AND team_id = ${this.viewer.teamId} AND status = 'running'`;
    if (changed === 0) return false;
    await this.writeCitations(tx);
    return true;
  }

  /** Writes the calls so far and does the work in one transaction. Also when the message is gone: what was spent was spent. */
  private async inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { teamId, userId } = this.viewer;
    const [calls, citations] = [this.calls.length, this.citations.length];
    const done = await db().$transaction(async (tx) => {
      await recordCalls({ teamId, userId, messageId: this.messageId }, this.calls.slice(this.callsStored, calls), tx);
      return work(tx);
    });
    // Only now: what was not committed comes again with the next transaction.
    this.callsStored = calls;
    this.citationsStored = citations;
    return done;
  }

  private async writeCitations(tx: Transaction): Promise<void> {
    const fresh = this.citations.slice(this.citationsStored);
    if (fresh.length === 0) return;
    // A source deleted while the answer was written must not live on in a quote.
    const kept = await this.present(tx, fresh);
    await tx.citation.createMany({
      data: fresh.map((citation) => ({
        ...citation,
        ...(kept.has(citation.documentId) ? {} : { quote: '', heading: null, documentName: deletedName, sourceDeletedAt: new Date() }),
        messageId: this.messageId,
        teamId: this.viewer.teamId,
      })),
      skipDuplicates: true,
    });
  }

  /** Which of the documents of these are still there. */
  private async present(tx: Transaction, sources: { documentId: string }[]): Promise<Set<string>> {
    const rows = await tx.document.findMany({
      where: { teamId: this.viewer.teamId, id: { in: sources.map(({ documentId }) => documentId) }, deletedAt: null },
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }
}
