import { listVotes, voteFilter } from '@/lib/feedback/list-votes';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer, request }) => {
  const filter = voteFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await listVotes(viewer, filter));
});
