import { embeddingModelInput } from '@/lib/embedding-model/embedding-model-input';
import { tryEmbeddingModel } from '@/lib/embedding-model/try-embedding-model';
import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';

export const POST = route('admin', async ({ viewer, request }) => Response.json(await tryEmbeddingModel(viewer, embeddingModelInput.parse(await readJson(request)))));
