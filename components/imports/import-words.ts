import { countWords } from '@/components/ui/count-words';
import type { StateMarkState } from '@/components/ui/state-mark';
import type { ImportKind, ImportRow, ImportState, ItemState } from '@/lib/import/import-row';

export const kindWords: Record<ImportKind, string> = { page: 'One page', site: 'Site', folder: 'Folder on the server', archive: 'ZIP archive' };

export const stateWords: Record<ImportState, { label: string; mark: StateMarkState }> = {
  waiting: { label: 'Waiting', mark: 'waiting' },
  running: { label: 'Importing', mark: 'reading' },
  done: { label: 'Done', mark: 'ready' },
  stopped: { label: 'Stopped', mark: 'partly' },
  failed: { label: 'Failed', mark: 'failed' },
};

export const itemWords: Record<ItemState, { label: string; mark: StateMarkState }> = {
  waiting: { label: 'Waiting', mark: 'waiting' },
  added: { label: 'Added', mark: 'ready' },
  updated: { label: 'Updated', mark: 'ready' },
  unchanged: { label: 'Unchanged', mark: 'ready' },
  skipped: { label: 'Skipped', mark: 'waiting' },
  refused: { label: 'Refused', mark: 'failed' },
  gone: { label: 'No longer there', mark: 'partly' },
};
export const itemStates = Object.keys(itemWords) as ItemState[];

/** Whether an import will change without anybody doing anything. */
export function isUnderWay({ state }: Pick<ImportRow, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}

/** How many pages or files of an import are dealt with. */
export function countedItems({ counts }: Pick<ImportRow, 'counts'>): { done: number; all: number } {
  const all = itemStates.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return { done: all - (counts.waiting ?? 0), all };
}

/** What an import of this kind is made of. */
export function nounOf(kind: ImportKind): 'file' | 'page' {
  return kind === 'folder' || kind === 'archive' ? 'file' : 'page';
}

/** "12 of 40 pages, 10 added, 2 refused": what came of an import so far. */
export function countsSentence({ kind, counts, state }: ImportRow): string {
  const noun = nounOf(kind);
  const { done, all } = countedItems({ counts });
  if (all === 0) return isUnderWay({ state }) ? `Looking for ${noun}s` : `No ${noun} was found`;
  const parts = [done < all ? `${done.toLocaleString('en')} of ${countWords(all, noun)}` : countWords(all, noun)];
  for (const one of itemStates) {
    const count = counts[one] ?? 0;
    if (one !== 'waiting' && count > 0) parts.push(`${count.toLocaleString('en')} ${itemWords[one].label.toLowerCase()}`);
  }
  return parts.join(', ');
}
