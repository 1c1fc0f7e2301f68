import { stringify } from 'csv-stringify';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import { listVotes, type ListedVote, type VoteFilter } from './list-votes';
import { pageLabel } from '@/lib/retrieval/page-label';

const pageSize = 200;

/**
 * The votes as CSV in UTF-8 with a byte order mark, so that spreadsheets read it; cells that begin like a formula get
 * an apostrophe in front. For admins.
 */
export function exportVotes(viewer: Viewer, filter: VoteFilter): ReadableStream<Uint8Array> {
  requireRole(viewer, 'admin');
  const csv = stringify({ header: true, bom: true, escape_formulas: true, record_delimiter: 'windows', columns });
  const rows = async () => {
    for (let page = 1; ; page += 1) {
      const { votes, total } = await listVotes(viewer, { ...filter, page, pageSize });
      for (const vote of votes) csv.write(rowOf(vote));
      if (page * pageSize >= total) break;
    }
    csv.end();
  };
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      csv.on('data', (text: string | Buffer) => controller.enqueue(encoder.encode(text.toString())));
      csv.on('end', () => controller.close());
      csv.on('error', (error) => controller.error(error));
      rows().catch((error: unknown) => csv.destroy(error instanceof Error ? error : new Error(String(error))));
    },
  });
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
