// A process that does nothing but embed, so that its parent's event loop stays free. Messages: EmbeddingTask in,
// EmbeddingAnswer out. It ends with its parent.
import os from 'node:os';
import { embedOne, openModel } from './embedding-model';

export type EmbeddingTask = { id: number; texts: string[] };
export type EmbeddingAnswer = { id: number; vectors: Float32Array[] } | { id: number; error: string };

// Questions of people who wait go before documents that are being read in.
os.setPriority(5);
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent decides when this one ends.
process.on('disconnect', () => process.exit(0));

const model = openModel();

process.on('message', async (task: EmbeddingTask) => {
  try {
    const vectors: Float32Array[] = [];
    for (const text of task.texts) vectors.push(await embedOne(await model, text));
    process.send?.({ id: task.id, vectors } satisfies EmbeddingAnswer);
  } catch (error) {
    process.send?.({ id: task.id, error: (error as Error).message } satisfies EmbeddingAnswer);
  }
});
