import type { Meilisearch } from 'meilisearch';
import { TaskFailed, type Wait } from './tasks';
import { writeDocuments } from './write-documents';

/**
 * Writes documents together or, when the server refuses that, one by one, so that one that it cannot take does not hold up
 * the others. `onWritten` is told each time which have been written. Returns the refusals by document; throws the first when
 * not one of several was taken, for then it is not the documents.
 */
export async function writeEach(
  client: Meilisearch,
  indexes: string[],
  documentIds: string[],
  wait: Wait,
  onWritten: (documentIds: string[]) => Promise<void> = async () => {},
): Promise<Map<string, TaskFailed>> {
  const refused = new Map<string, TaskFailed>();
  const write = async (ids: string[]) => {
    await writeDocuments(client, indexes, ids, wait);
    await onWritten(ids);
  };
  try {
    await write(documentIds);
    return refused;
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
  }
  for (const id of documentIds) {
    try {
      await write([id]);
    } catch (error) {
      if (!(error instanceof TaskFailed)) throw error;
      refused.set(id, error);
      if (refused.size === documentIds.length && refused.size > 1) throw error;
    }
  }
  return refused;
}
