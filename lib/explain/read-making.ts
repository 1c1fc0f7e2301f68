import type { Viewer } from '@/lib/auth/viewer';
import { readStoredParts, type StoredParts } from '@/lib/chats/stored-parts';
import { db } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { accessibleCollections } from '@/lib/retrieval/reach';
import { readPassages } from '@/lib/retrieval/read-passages';
import { readReceipt } from '@/lib/usage/read-receipt';
import type { TrialPassage } from './explanation';
import type { FailedClaim, Making, MakingPassage } from './making';
import { stepsOf } from './making-steps';

const longestExcerpt = 200;

/**
 * How an answer in a chat of the viewer's own was made, step by step, and what it cost. Passages are told by what they are
 * now: those that are gone, or that the viewer may not see, have figures and no words. Throws `not_found:message`.
 */
export async function readMaking(viewer: Viewer, messageId: string): Promise<Making> {
  const message = await db().message.findFirst({
    where: { id: messageId, teamId: viewer.teamId, author: 'footnote', chat: { userId: viewer.userId } },
    select: { text: true, parts: true, status: true, model: true, createdAt: true, finishedAt: true, parent: { select: { text: true } } },
  });
  if (!message) throw notFound('message');
  const { status, model, createdAt, finishedAt } = message;
  const parts = readStoredParts(message.parts);
  const receipt = await readReceipt(viewer, messageId);
  const question = message.parent?.text ?? '';
  const { hits, searched = 0, packed = 0 } = parts.trace ?? {};
  return {
    question,
    ...(parts.understoodAs !== undefined && { understoodAs: parts.understoodAs }),
    also: parts.also ?? [],
    status,
    ...(model !== null && { model }),
    askedAt: createdAt.toISOString(),
    ...(finishedAt && { milliseconds: finishedAt.getTime() - createdAt.getTime() }),
    steps: stepsOf({ question, status, model, parts, calls: receipt.lines }),
    passages: await passagesOf(viewer, parts),
    failedClaims: failedClaims(message.text, parts),
    searches: [hits?.keyword, hits?.vector, hits?.exact].filter((found) => found !== undefined).length,
    searched,
    read: packed,
    receipt,
  };
}

async function passagesOf(viewer: Viewer, { trace }: StoredParts): Promise<MakingPassage[]> {
  const paths = trace?.passages ?? [];
  if (paths.length === 0) return [];
  const [rows, collections] = await Promise.all([readPassages(viewer.teamId, paths.map((path) => path.passageId)), accessibleCollections(viewer)]);
  return paths.map(({ passageId, fate, keyword, vector, exact, fused, rerank, order }) => {
    const why = fate === 'packed' ? whyRead(passageId, trace?.read) : undefined;
    const path = { passageId, fate, ...(why !== undefined && { why }), keyword, vector, exact, fused, rerank, order };
    const row = rows.get(passageId);
    if (!row || !collections.includes(row.collectionId)) return path;
    const { documentId, versionId, documentName, heading, page, slide, start, end, text } = row;
    const shown: TrialPassage = { documentId, versionId, documentName, heading, page, slide, start, end, excerpt: text.slice(0, longestExcerpt).toWellFormed() };
    return { ...path, shown };
  });
}

/** How much was read around a passage, and why no more; undefined where nothing but passages might be read. */
function whyRead(passageId: string, read: NonNullable<StoredParts['trace']>['read']): string | undefined {
  if (!read?.extents) return undefined;
  const extent = read.extents.find((one) => one.passageId === passageId);
  if (!extent) return 'Read with what stands around a better passage';
  const room = `${extent.tokens.toLocaleString('en')} of ${read.budget.toLocaleString('en')} tokens`;
  if (extent.reach === 'document') return `The whole document was read: ${room}`;
  if (extent.reach === 'section') return `Its section was read: ${room}${extent.full ? '; the whole document would not have fitted' : ''}`;
  return extent.full ? `The passage alone was read: the budget had no room for more of its document (${room})` : `The passage alone was read: it is all of its section (${room})`;
}

const reasons: Record<string, string> = {
  number: 'a number in it does not stand in the passages',
  date: 'a date in it does not stand in the passages',
  name: 'a name in it does not stand in the passages',
  unit: 'a unit in it is another one in the passages',
  negation: 'the passages say the opposite',
  quote: 'words in quotation marks do not stand in the passages',
  words: 'too few of its words stand in any passage',
};

function failedClaims(text: string, { unsupported = [] }: StoredParts): FailedClaim[] {
  return unsupported.map(({ start, end, problem }) => ({ sentence: text.slice(start, end), problem: reasons[problem] ?? 'no passage bears it out' }));
}
