// What Admin → Health shows. Client-safe: types only.

export type ShownHealth = {
  /** 'ready', or a few words on what is wrong. */
  database: string;
  worker: string;
  keyword: ShownKeywordIndex;
};

export type ShownKeywordIndex = {
  engine: 'bm25' | 'full text' | 'meilisearch';
  /** Passages of the team in the database, and in the index: undefined when it does not say. */
  stored: number;
  indexed?: number;
  /** Of an index outside of the database only. */
  server?: ShownKeywordServer;
};

export type ShownKeywordServer = {
  version?: string;
  /** A sentence when the server is older than Footnote was made for. */
  tooOld?: string;
  /** Why the server does not answer at present. */
  unreachable?: string;
  /** Why nothing can be written at present, since when (ISO), and how often it was tried. */
  failure?: { message: string; since: string; tries: number };
  /** Documents of the team that wait to be written, and for how long the oldest does. */
  waiting: number;
  oldestSeconds: number;
  /** Documents that the index refuses, with its reason. */
  refused: { documentId: string; name: string; error: string }[];
  /** ISO times. */
  succeededAt?: string;
  comparedAt?: string;
  /** Documents that differed at the last comparison. */
  repaired?: number;
  /** Counts are of the portal's documents; 0 of 0 until it has begun. */
  rebuild?: { done: number; total: number; requestedAt: string; finishedAt?: string };
};
