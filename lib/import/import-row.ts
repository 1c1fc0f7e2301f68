// What the pages about imports show. Client-safe: types only.

export type ImportKind = 'page' | 'site' | 'folder' | 'archive';
export type ImportState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
export type ItemState = 'waiting' | 'added' | 'updated' | 'unchanged' | 'skipped' | 'refused' | 'gone';

export type ImportRow = {
  id: string;
  kind: ImportKind;
  /** A page's or site's address; a folder's or archive's name. */
  address: string;
  collection: { id: string; name: string };
  pageLimit: number;
  limitReached: boolean;
  state: ImportState;
  failure?: string;
  /** How many pages or files stand in each state; those without any are left out. */
  counts: Partial<Record<ItemState, number>>;
  startedBy: string;
  /** ISO times of the latest run. */
  startedAt: string;
  finishedAt?: string;
};

export type ImportItemRow = {
  id: string;
  address: string;
  state: ItemState;
  reason?: string;
  /** As long as it is there. */
  document?: { id: string; name: string };
};

export type ImportPage = { source: ImportRow; items: ImportItemRow[]; total: number; page: number; pageSize: number };
