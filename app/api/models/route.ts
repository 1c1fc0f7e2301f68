import { modelSettingInput, readModelSetting, saveModelSetting } from '@/lib/ai/model-setting';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json(await readModelSetting(viewer)));

export const PUT = route('admin', async ({ viewer, request }) => {
  await saveModelSetting(viewer, modelSettingInput.parse(await readJson(request)));
  return Response.json(await readModelSetting(viewer));
});
