import { route } from '@/lib/http/route';
import { listPeople } from '@/lib/people/list-people';

export const GET = route('admin', async ({ viewer }) => Response.json({ people: await listPeople(viewer) }));
