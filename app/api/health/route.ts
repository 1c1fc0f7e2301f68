import { health } from '@/lib/health/health';
import { route } from '@/lib/http/route';

export const dynamic = 'force-dynamic';

export const GET = route('anyone', async () => {
  const state = await health();
  return Response.json(state, { status: state.status === 'ready' ? 200 : 503 });
});
