import { z } from 'zod';
import { route } from '@/lib/http/route';
import { comparePassage } from '@/lib/versions/compare-passage';

const position = z.coerce.number('Give start and end as whole numbers.').int('Give start and end as whole numbers.').min(0).max(200_000_000);
const query = z.object({ start: position, end: position });

/** What became of a passage of this version in the version that is searched now. */
export const GET = route('viewer', async ({ viewer, request, params }) => {
  const span = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await comparePassage(viewer, params.id, params.version, span));
});
