import { modelSettingInput } from '@/lib/ai/model-setting';
import { tryModel } from '@/lib/ai/try-model';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const POST = route('admin', async ({ viewer, request }) => Response.json(await tryModel(viewer, modelSettingInput.parse(await readJson(request)))));
