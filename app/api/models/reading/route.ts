import { readingSettingInput, readReadingSetting, saveReadingSetting } from '@/lib/ai/reading-setting';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json(await readReadingSetting(viewer)));

export const PUT = route('admin', async ({ viewer, request }) => {
  await saveReadingSetting(viewer, readingSettingInput.parse(await readJson(request)));
  return Response.json(await readReadingSetting(viewer));
});
