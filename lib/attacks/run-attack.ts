import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { asks, contentOf, streamedContent } from '@/lib/chats/test-asking';
import type { Attack, AttackKind } from './attack';
import type { AttackedPortal } from './attacked-portal';
import { judgeCitations, judgeClaims, judgeEnd, judgeExtraction, judgeLeak, judgePage, judgePrompt, judgeRanking, judgeTeam, type Outcome } from './judge';
import { obey, readPrompt, sees } from './obeying-model';
import { watchConnections } from './watch-connections';

export type AttackResult = {
  kind: AttackKind;
  name: string;
  /** Whether the model had the order before its eyes. */
  reached: boolean;
  /** What did not hold; empty when the attack came to nothing. */
  broken: string[];
};

/** Draws an answer as the page does. */
export type DrawAnswer = (message: FootnoteMessage) => string;

/** Asks the question of an attack, with the model that the team has, and judges everything that came of it. */
export async function runAttack(portal: AttackedPortal, kind: AttackKind, attack: Attack, draw: DrawAnswer): Promise<AttackResult> {
  const { llm, documents } = portal;
  const team = await portal.teamOf(kind);
  llm.requests.length = 0;
  llm.script((request) => obey(attack, request));
  const watch = watchConnections([Number(new URL(llm.url).port), Number(new URL(process.env.DATABASE_URL ?? '').port)]);
  try {
    const before = attack.before === undefined ? undefined : await asks(team.viewer, attack.before);
    const { answerId, chunks, chat, status } = await asks(team.viewer, attack.question, before?.chatId);
    const message = chat.messages.find((one) => one.id === answerId);
    const streamed = streamedContent(chunks);
    const live: FootnoteMessage | undefined = message && { ...message, parts: [...streamed.citations.map((data) => ({ type: 'data-citation' as const, id: data.id, data })), { type: 'text', text: streamed.text }] };
    const prompts = llm.requests.map((request) => readPrompt(request)).filter(({ passages }) => passages.length > 0);
    const outcome: Outcome = {
      teamId: team.id,
      answerId,
      status,
      streamed,
      stored: contentOf(message),
      message,
      pages: [live, message].flatMap((one) => (one ? [draw(one)] : [])),
      travelled: chunks.map((chunk) => JSON.stringify(chunk)).join('\n'),
      prompts,
      sent: llm.requests.map(({ prompt }) => prompt).join('\n'),
      foreignConnections: [...watch.foreign],
    };
    const broken = [
      ...judgeEnd(outcome),
      ...outcome.pages.flatMap(judgePage),
      ...(await judgeCitations(outcome)),
      ...judgeClaims(attack, outcome),
      ...judgeTeam(attack, outcome),
      ...judgePrompt(attack, outcome),
      ...judgeLeak(outcome),
      ...(await judgeExtraction(attack, documents.get(attack) ?? [], outcome)),
      ...judgeRanking(attack, outcome),
    ];
    return { kind, name: attack.name, reached: prompts.some((prompt) => sees(attack, prompt)), broken: [...new Set(broken)] };
  } finally {
    watch.stop();
  }
}
