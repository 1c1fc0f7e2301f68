import { generateText } from 'ai';
import type { Viewer } from '@/lib/auth/viewer';
import { environmentModel, openModel } from './language-models';
import { modelProblem } from './model-problem';
import { addressFrom, type ModelSettingInput } from './model-setting';

export type ModelTrial = { ok: boolean; message: string };

const patience = 30_000;

/** Asks the described model one small question and says in a sentence whether it answers, or what is wrong. For admins. */
export async function tryModel(viewer: Viewer, input: ModelSettingInput): Promise<ModelTrial> {
  const address = (await addressFrom(viewer, input)) ?? environmentModel();
  if (address.provider === 'extractive') return { ok: true, message: 'The built-in model needs nothing and is ready.' };
  const began = performance.now();
  try {
    const team = openModel(address);
    await generateText({
      model: team.model,
      prompt: 'Answer with one word: ready',
      maxRetries: 0,
      maxOutputTokens: 200,
      abortSignal: AbortSignal.timeout(patience),
    });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    return { ok: true, message: `“${team.name}” answered in ${seconds} s.` };
  } catch (error) {
    return { ok: false, message: modelProblem(error, { baseUrl: address.baseUrl, model: address.model ?? 'the default model', kind: 'a chat model', patience }) };
  }
}
