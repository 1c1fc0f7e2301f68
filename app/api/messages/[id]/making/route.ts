import { readMaking } from '@/lib/explain/read-making';
import { route } from '@/lib/http/route';

/** How an answer of one's own was made, and what it cost. */
export const GET = route('viewer', async ({ viewer, params }) => Response.json(await readMaking(viewer, params.id)));
