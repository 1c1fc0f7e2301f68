// What the document's page shows of passages. Client-safe: types only.
import type { WordChange } from '@/lib/differences/word-difference';
import type { NoteState } from '@/lib/ingest/notes/stored-notes';
import type { Span } from '@/lib/ingest/parse/parsed-document';

/** Who changed something, and when (ISO time). */
export type Changed = { by: string; at: string };

/** A passage as it is searched, or as somebody switched it off. Spans are in the canonical text of the current version. */
export type ShownPassage = {
  /** 1-based number in the document; undefined while it is switched off. */
  number?: number;
  start: number;
  end: number;
  /** Document title › heading path. */
  context: string;
  page?: number;
  tokens: number;
  /** What a person wrote to be searched instead of its words. */
  text?: string;
  /** Words that it is found by too. */
  keywords: string[];
  off: boolean;
  /** What a language model made of it for searching. */
  note?: ShownNote;
  /** By whom and when it was last edited, split, merged or switched. */
  edited?: Changed;
  /** Found by its words already, but not yet by its meaning. */
  pending: boolean;
};

export type ShownNote = {
  model: string;
  /** Says where the passage stands in the document; searched before its words, never quoted. */
  sentence?: string;
  /** Words that are not searched; spans in the canonical text. */
  leftOut: Span[];
  state: NoteState;
  /** Whether it is searched at present. */
  searched: boolean;
};

/** How the notes of a document stand. */
export type ShownNotes = {
  /** That somebody may decide about: passages with a note, and those of them that nobody has looked at. */
  noted: number;
  proposed: number;
  /** 'waiting' | 'running' | 'done' | 'stopped'; missing when none were ever wanted. */
  run?: { state: string; done: number; total: number; problem?: string; retryAt?: string };
  /** What they cost, from the ledger; money in millionths of a US dollar, as decimal digits, missing when a price is not known. */
  spent: { calls: number; inputTokens: number; outputTokens: number; costMicros?: string };
};

/** A change whose words the newest version no longer has: somebody has to say what shall hold. */
export type EditConflict = {
  editId: string;
  changed: Changed;
  /** The words as they were read when the change was made. */
  base: string;
  /** What the person made of them. */
  mine: { words: string; text?: string; keywords: string[]; off: boolean }[];
  /** What stands there in the newest version, against `base`; undefined when nothing does. */
  now?: { start: number; end: number; difference: WordChange[] };
};

export type PassageList = {
  passages: ShownPassage[];
  /** 0-based position of the first, and how many of those that are searched are shown at most. */
  from: number;
  perPage: number;
  conflicts: EditConflict[];
  /** Missing when no language model was ever to write any. */
  notes?: ShownNotes;
};
