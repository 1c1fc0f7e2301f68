// Client-safe: types only.

/** What became of a file that came inside of another one: a document of its own, or the reason why not. */
export type ContainedFile = {
  /** With the folders of the archive that it lay in. */
  name: string;
  documentId?: string;
  /** The same bytes were there already; `documentId` is that document. */
  isKnown?: boolean;
  /** A sentence. */
  refusal?: string;
};
