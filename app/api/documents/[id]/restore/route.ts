import { restoreDocuments } from '@/lib/documents/restore-documents';
import { route } from '@/lib/http/route';

export const POST = route('editor', async ({ viewer, params }) => Response.json(await restoreDocuments(viewer, [params.id])));
