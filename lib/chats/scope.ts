import { z } from 'zod';
import type { ChatScope } from './chat-message';

const stored = z.object({ collectionIds: z.array(z.string()).default([]), documentIds: z.array(z.string()).default([]) });

/** The scope kept with a chat; everything the person may see when there is none. */
export function readScope(json: unknown): ChatScope {
  const parsed = stored.safeParse(json ?? {});
  return parsed.success ? parsed.data : { collectionIds: [], documentIds: [] };
}
