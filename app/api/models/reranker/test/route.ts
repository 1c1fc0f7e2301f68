import { rerankerSettingInput } from '@/lib/ai/reranking/reranker-setting';
import { tryReranker } from '@/lib/ai/reranking/try-reranker';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const POST = route('admin', async ({ viewer, request }) => Response.json(await tryReranker(viewer, rerankerSettingInput.parse(await readJson(request)))));
