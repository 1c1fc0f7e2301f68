import { readRerankerSetting, rerankerSettingInput, saveRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) => Response.json(await readRerankerSetting(viewer)));

export const PUT = route('admin', async ({ viewer, request }) => {
  await saveRerankerSetting(viewer, rerankerSettingInput.parse(await readJson(request)));
  return Response.json(await readRerankerSetting(viewer));
});
