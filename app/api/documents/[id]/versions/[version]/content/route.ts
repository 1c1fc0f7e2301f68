import { readVersion } from '@/lib/documents/read-version';
import { route } from '@/lib/http/route';

/** What a version holds, as it was read; `current` names the version that is searched. */
export const GET = route('viewer', async ({ viewer, params }) => Response.json(await readVersion(viewer, params.id, params.version)));
