import { readTrialQuery } from '@/lib/explain/trial-query';
import { tryRetrieval } from '@/lib/explain/try-retrieval';
import { route } from '@/lib/http/route';

/** What each way of searching finds for a question, and what becomes of it; with weights that hold for this question alone. */
export const GET = route('admin', async ({ viewer, request }) => Response.json(await tryRetrieval(viewer, readTrialQuery(request.url))));
