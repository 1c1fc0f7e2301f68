import { route } from '@/lib/http/route';
import { retryFailed } from '@/lib/queue/retry-failed';

/** Has every failed document of the team read again. */
export const POST = route('editor', async ({ viewer }) => Response.json(await retryFailed(viewer), { status: 202 }));
