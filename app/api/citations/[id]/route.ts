import { readCitation } from '@/lib/chats/read-citation';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params }) => Response.json(await readCitation(viewer, params.id)));
