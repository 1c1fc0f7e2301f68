import { retryNotes } from '@/lib/documents/retry-notes';
import { route } from '@/lib/http/route';

/** Has the language model go on with a document where it stopped or failed. */
export const POST = route('editor', async ({ viewer, params }) => Response.json(await retryNotes(viewer, { documentId: params.id })));
