import Link from 'next/link';
import { RelativeTime } from '@/components/people/relative-time';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { footnoteMark } from '@/lib/chats/chat-message';
import type { ListedVote } from '@/lib/feedback/list-votes';
import { VoteMark } from './vote-mark';
import { wordsOf } from './vote-words';

/** Votes, newest first. The question leads to the one turn that was voted on. */
export function FeedbackTable({ votes }: { votes: ListedVote[] }) {
  return (
    <Table label="Feedback" className="min-w-[48rem]">
      <TableHead>
        <tr className="border-b border-line">
          <TableHeader>Vote</TableHeader>
          <TableHeader className="w-1/2">Question and answer</TableHeader>
          <TableHeader>Reason</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader>When</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {votes.map((vote) => (
          <TableRow key={vote.id} className="align-top">
            <TableCell className="py-2">
              <VoteMark value={vote.value} />
            </TableCell>
            <TableCell className="max-w-0 py-2">
              <Link href={`/admin/feedback/${vote.id}`} className="block truncate font-medium underline-offset-2 hover:underline">
                {vote.question || 'The question was deleted'}
              </Link>
              <span className="block truncate text-muted">{vote.answer.replaceAll(footnoteMark, '').slice(0, 240)}</span>
            </TableCell>
            <TableCell className="max-w-60 py-2">
              {wordsOf(vote.reason) ?? <span className="text-muted">None given</span>}
              {vote.comment && <span className="line-clamp-2 text-muted">{vote.comment}</span>}
            </TableCell>
            <TableCell className="py-2 whitespace-nowrap">{vote.voter}</TableCell>
            <TableCell className="py-2 whitespace-nowrap">
              <RelativeTime iso={vote.votedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
