import { reindexDocuments } from '@/lib/documents/reindex-documents';
import { route } from '@/lib/http/route';

export const POST = route('editor', async ({ viewer, params }) => Response.json(await reindexDocuments(viewer, [params.id])));
