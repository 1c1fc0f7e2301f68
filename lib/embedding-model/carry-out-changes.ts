import { setTimeout as sleep } from 'node:timers/promises';
import { isEmbeddingUnavailable } from '@/lib/ai/embedding/embedder';
import { recoverSentences } from '@/lib/ingest/recover-documents';
import { ChangeEnded, type ChangeRun, keepAlive, releaseChange, takeUpChange } from './change-run';
import { type ReembedOptions, reembedTeam } from './re-embed';
import { switchOver } from './switch-over';

/** Milliseconds between two looks for a change to carry out. */
const pause = 2_000;
/** Seconds after which an error of ours is tried again. */
const retryAfterSeconds = 60;

/** Carries out changes of embedding models, one after the other, until told to stop. What goes wrong is shown with the change and tried again. */
export async function carryOutChanges(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const worked = await carryOutNext({ signal }).catch((error: unknown) => {
      if (!signal.aborted) console.error('embedding change:', error);
      return false;
    });
    if (!worked) await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

/** Carries out the next change that is due, until its space serves or something stops it; returns whether there was one. */
export async function carryOutNext(options: ReembedOptions = {}): Promise<boolean> {
  const run = await takeUpChange();
  if (!run) return false;
  const ended = keepAlive(run);
  try {
    await fillAndSwitch(run, options);
  } catch (error) {
    await settle(run, error, options.signal?.aborted ?? false);
  } finally {
    ended();
  }
  return true;
}

async function fillAndSwitch(run: ChangeRun, options: ReembedOptions): Promise<void> {
  for (;;) {
    const made = await reembedTeam(run, options);
    if (await switchOver(run)) break;
    // Documents that came in the meantime are filled by the next pass; a pass that finds none of what is missing would go on forever.
    if (made === 0) throw new Error('passages are missing in the new space, and none could be made');
  }
  // What arrived in the last moment has its passages' vectors, perhaps not yet those of its sentences.
  await recoverSentences();
}

async function settle(run: ChangeRun, error: unknown, stopped: boolean): Promise<void> {
  if (error instanceof ChangeEnded) return;
  if (stopped) return releaseChange(run);
  if (isEmbeddingUnavailable(error)) return releaseChange(run, { sentence: error.message, retryAfterSeconds: error.retryAfterSeconds ?? retryAfterSeconds });
  console.error(`embedding change of team ${run.teamId}:`, error);
  return releaseChange(run, { sentence: 'Something went wrong on the server.', retryAfterSeconds });
}
