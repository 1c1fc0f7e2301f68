import { z } from 'zod';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';
import { settleConflict, settlements } from '@/lib/passages/settle-conflict';

const decision = z.object({ editId: idField, settlement: z.enum(settlements, 'Choose one of keep-mine, take-new.') });

/** Decides about a change whose words the newest version no longer has. */
export const POST = route('editor', async ({ viewer, request, params }) => {
  const { editId, settlement } = decision.parse(await readJson(request));
  await settleConflict(viewer, params.id, editId, settlement);
  return new Response(null, { status: 204 });
});
