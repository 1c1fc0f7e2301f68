import { randomUUID } from 'node:crypto';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { type CitedSpan, claimAligner } from './align-claim';
import { supportChecker } from './check-support';
import { statesSomething } from './claim-facts';
import type { Footnote, Resolved } from './cite';
import type { PackedPassage } from './packed-passage';

/**
 * Gives the claims of an answer their footnotes: only those whose passages support them, each at the sentence that does.
 * The same words keep one number; numbers follow first appearance.
 */
export class Footnotes {
  private readonly bySpan = new Map<string, number>();
  private readonly align: ReturnType<typeof claimAligner>;
  private readonly check: ReturnType<typeof supportChecker>;
  /** What is cited for a claim so far: passages that do not support it alone may do so together. */
  private current: { claim: string; spans: CitedSpan[] } = { claim: '', spans: [] };

  constructor(question: string, private readonly passages: PackedPassage[]) {
    this.align = claimAligner(passages);
    this.check = supportChecker(question);
  }

  /** For a mark with the number of a passage; one that no passage has counts as no mark. */
  async resolve(passage: number, claim: string): Promise<Resolved<MessageCitation> | undefined> {
    const span = this.align(passage, claim);
    if (!span) return this.resolveUnmarked(claim);
    if (this.current.claim !== claim) this.current = { claim, spans: [] };
    this.current.spans.push(span);
    const { problem } = await this.check(claim, [span]);
    if (problem === undefined) return { footnotes: [this.footnote(span)] };
    const { spans } = this.current;
    if (spans.length > 1 && (await this.check(claim, spans)).problem === undefined) return { footnotes: spans.map((one) => this.footnote(one)) };
    return { footnotes: [], problem };
  }

  /** For a sentence without a mark: the footnote of the passage that supports it best; nothing where it states nothing. */
  async resolveUnmarked(claim: string): Promise<Resolved<MessageCitation> | undefined> {
    if (!statesSomething(claim)) return undefined;
    const spans = this.passages.flatMap(({ number }) => this.align(number, claim) ?? []);
    const judged = await Promise.all(spans.map(async (span) => ({ span, ...(await this.check(claim, [span])) })));
    const [best] = judged.toSorted((a, b) => Number(a.problem !== undefined) - Number(b.problem !== undefined) || b.score - a.score);
    if (!best) return { footnotes: [], problem: 'words' };
    return best.problem === undefined ? { footnotes: [this.footnote(best.span)] } : { footnotes: [], problem: best.problem };
  }

  private footnote(span: CitedSpan): Footnote<MessageCitation> {
    const key = `${span.passage.versionId} ${span.start} ${span.end}`;
    const known = this.bySpan.get(key);
    if (known !== undefined) return { number: known };
    const number = this.bySpan.size + 1;
    this.bySpan.set(key, number);
    const { documentId, versionId, documentName, slide } = span.passage;
    const { start, end, quote, page, heading } = span;
    return { number, citation: { id: randomUUID(), number, documentId, versionId, documentName, start, end, quote, page, ...(slide && { slide }), heading } };
  }
}
