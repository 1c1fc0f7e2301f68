import { exportVotes } from '@/lib/feedback/export-votes';
import { voteFilter } from '@/lib/feedback/list-votes';
import { route } from '@/lib/http/route';

export const GET = route('admin', ({ viewer, request }) => {
  const filter = voteFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return new Response(exportVotes(viewer, filter), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="feedback.csv"' },
  });
});
