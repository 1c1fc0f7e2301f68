import { z } from 'zod';
import { readChat } from '@/lib/chats/read-chat';
import { switchBranch } from '@/lib/chats/switch-branch';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

export const PUT = route('viewer', async ({ viewer, params, request }) => {
  const { messageId } = z.object({ messageId: idField }).parse(await readJson(request));
  await switchBranch(viewer, params.id, messageId);
  return Response.json(await readChat(viewer, params.id));
});
