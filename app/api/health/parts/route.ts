import { readHealth } from '@/lib/health/read-health';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json(await readHealth(viewer)));
