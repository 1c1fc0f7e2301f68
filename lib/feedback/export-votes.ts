import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { csvStream } from '@/lib/csv/csv-stream';
import { listVotes, type ListedVote, type VoteFilter } from './list-votes';
import { pageLabel } from '@/lib/retrieval/page-label';

const pageSize = 200;

/**
 * The votes as CSV in UTF-8 with a byte order mark, so that spreadsheets read it; cells that begin like a formula get
 * an apostrophe in front. For admins.
 */
export function exportVotes(viewer: Viewer, filter: VoteFilter): ReadableStream<Uint8Array> {
  requireRole(viewer, 'admin');
  return csvStream(columns, rowsOf(viewer, filter));
}

async function* rowsOf(viewer: Viewer, filter: VoteFilter): AsyncGenerator<Record<string, string>> {
  for (let page = 1; ; page += 1) {
    const { votes, total } = await listVotes(viewer, { ...filter, page, pageSize });
    for (const vote of votes) yield rowOf(vote);
    if (page * pageSize >= total) return;
  }
}

const columns = ['time', 'vote', 'reason', 'comment', 'voter', 'question', 'answer', 'model', 'passages'];

function rowOf(vote: ListedVote): Record<string, string> {
  return {
    time: vote.votedAt,
    vote: vote.value > 0 ? 'up' : 'down',
    reason: vote.reason ?? '',
    comment: vote.comment ?? '',
    voter: vote.voter,
    question: vote.question,
    answer: vote.answer,
    model: vote.model ?? '',
    passages: vote.passages.map(({ number, documentName, page, slide, quote }) => `${number}. ${[documentName, pageLabel({ ...(page !== null && { page }), slide })].filter(Boolean).join(', ')}: ${quote}`).join('\n'),
  };
}
