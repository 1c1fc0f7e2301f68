import { readVote } from '@/lib/feedback/read-vote';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer, params }) => Response.json(await readVote(viewer, params.id)));
