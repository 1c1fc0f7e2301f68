import type { Viewer } from '@/lib/auth/viewer';
import { requireOwnChat } from './own-chat';
import { stopAnswer } from './running-answers';

/** Stops the answer being written in the viewer's own chat; its text so far is kept. Nothing happens when none is. */
export async function stopOwnAnswer(viewer: Viewer, chatId: string): Promise<void> {
  await requireOwnChat(viewer, chatId);
  await stopAnswer(chatId);
}
