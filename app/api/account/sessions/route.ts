import { listSessions } from '@/lib/auth/list-sessions';
import { route } from '@/lib/http/route';

export const GET = route('signed-in', async ({ person }) => Response.json({ sessions: await listSessions(person) }));
