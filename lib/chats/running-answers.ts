import type { AnswerChunk } from '@/lib/ask/answer-record';
import { portalStopping } from '@/lib/ask/portal-stopping';

type Running = {
  chatId: string;
  messageId: string;
  chunks: AnswerChunk[];
  done: boolean;
  waiting: Set<() => void>;
  controller: AbortController;
  ended: Promise<void>;
};

// Answers belong to the process and not to a request: whoever comes later finds them here. On globalThis, because
// the routes of a Next.js build do not share module instances.
const shared = globalThis as unknown as { footnoteAnswers?: Map<string, Running>; footnoteAnswersDraining?: boolean };

function running(): Map<string, Running> {
  shared.footnoteAnswers ??= new Map();
  return shared.footnoteAnswers;
}

/** Whether an answer is being written in this chat, in this process. */
export function isAnswering(chatId: string): boolean {
  return running().has(chatId);
}

/** Runs `work` in the background; it is never ended by a reader going away. One answer per chat at a time. */
export function runAnswer(chatId: string, messageId: string, work: (emit: (chunk: AnswerChunk) => void, signal: AbortSignal) => Promise<void>): void {
  const entry: Running = { chatId, messageId, chunks: [], done: false, waiting: new Set(), controller: new AbortController(), ended: Promise.resolve() };
  const wake = () => {
    for (const resume of entry.waiting) resume();
    entry.waiting.clear();
  };
  running().set(chatId, entry);
  entry.ended = work((chunk) => {
    entry.chunks.push(chunk);
    wake();
  }, entry.controller.signal)
    .catch((error) => console.error(`answer ${messageId} ended badly:`, error))
    .finally(() => {
      entry.done = true;
      if (running().get(chatId) === entry) running().delete(chatId);
      wake();
    });
}

/**
 * The stream of the answer that is being written in a chat, from its first piece; undefined when none is. Readers share
 * one list and take from it at their own speed, so a slow one costs no memory.
 */
export function followAnswer(chatId: string): ReadableStream<AnswerChunk> | undefined {
  const entry = running().get(chatId);
  if (!entry) return undefined;
  let next = 0;
  return new ReadableStream<AnswerChunk>(
    {
      async pull(controller) {
        while (next >= entry.chunks.length && !entry.done) {
          await new Promise<void>((resolve) => entry.waiting.add(resolve));
        }
        const chunk = entry.chunks[next];
        next += 1;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Stops the answer that is being written in a chat and waits until it is stored. False when none is. */
export async function stopAnswer(chatId: string): Promise<boolean> {
  const entry = running().get(chatId);
  if (!entry) return false;
  entry.controller.abort(new Error('stopped by a person'));
  await entry.ended;
  return true;
}

/** Whether this process begins no more answers. */
export function isDraining(): boolean {
  return shared.footnoteAnswersDraining === true;
}

/**
 * Lets the answers of this process come to their end, for so many milliseconds; what is not at its end then is interrupted,
 * with its text kept. From now on none begins.
 */
export async function drainAnswers(patience: number): Promise<void> {
  shared.footnoteAnswersDraining = true;
  const ended = Promise.all(Array.from(running().values(), (entry) => entry.ended));
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, patience)))]);
  clearTimeout(timer);
  for (const entry of running().values()) entry.controller.abort(portalStopping());
  await ended;
}
