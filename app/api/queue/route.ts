import { z } from 'zod';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { pauseQueue, resumeQueue } from '@/lib/queue/pause-queue';
import { readQueue } from '@/lib/queue/read-queue';

const change = z.object({ paused: z.boolean('Say whether the queue is paused.') });

export const GET = route('editor', async ({ viewer }) => Response.json(await readQueue(viewer)));

export const PATCH = route('admin', async ({ viewer, request }) => {
  const { paused } = change.parse(await readJson(request));
  await (paused ? pauseQueue : resumeQueue)(viewer);
  return Response.json(await readQueue(viewer));
});
