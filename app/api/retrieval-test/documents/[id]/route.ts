import { explainDocument } from '@/lib/explain/explain-document';
import { readTrialQuery } from '@/lib/explain/trial-query';
import { route } from '@/lib/http/route';

/** Why a document is, or is not, among what is found for the question. */
export const GET = route('admin', async ({ viewer, request, params }) => Response.json(await explainDocument(viewer, readTrialQuery(request.url), params.id)));
