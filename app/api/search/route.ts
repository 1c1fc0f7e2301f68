import { z } from 'zod';
import { route } from '@/lib/http/route';
import { search } from '@/lib/search/search';

const query = z.object({
  q: z.string().trim().max(1_000, 'Search with at most 1,000 characters.'),
  mode: z.enum(['hybrid', 'keyword', 'vector'], 'Search by "hybrid", "keyword" or "vector".').optional(),
});

/** Passages for a query, best first. */
export const GET = route('viewer', async ({ viewer, request }) => {
  const { q, mode } = query.parse({ q: '', ...Object.fromEntries(new URL(request.url).searchParams) });
  return Response.json(await search(viewer, { query: q, mode }));
});
