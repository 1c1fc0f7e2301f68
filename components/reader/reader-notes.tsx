import type { MessageCitation } from '@/lib/chats/chat-message';
import type { DocumentFormat } from '@/lib/ingest/parse/document-formats';

/** G2: the words could not be found where they should stand. Nothing is marked; the passage is shown as it was read. */
export function LostNote(props: { passage: string; on: 'page' | 'picture' | 'document' }) {
  return (
    <div role="note" className="max-h-[40%] overflow-y-auto border-b border-line px-4 py-3">
      <p className="text-sm text-muted">
        {props.passage
          ? `We could not place the exact words ${props.on === 'page' ? 'on' : 'in'} this ${props.on}; here is the passage as it was read.`
          : 'We could not place these words in this version of the document.'}
      </p>
      {props.passage && <blockquote className="mt-2 border-s-2 border-line ps-3 font-serif text-lg whitespace-pre-wrap">{props.passage}</blockquote>}
    </div>
  );
}

/** The pages could not be drawn. */
export function TextInsteadNote({ format }: { format: DocumentFormat }) {
  return (
    <p role="note" className="border-b border-line px-4 py-2 text-sm text-muted">
      {format === 'image' ? 'This picture' : 'The pages of this file'} could not be shown here. This is its text as it was read; the original can be downloaded.
    </p>
  );
}

/** The document behind a footnote is gone, and its words with it. */
export function DeletedNote({ citation }: { citation: MessageCitation }) {
  const when = citation.sourceDeletedAt ? new Date(citation.sourceDeletedAt) : undefined;
  return (
    <div className="px-4 py-16 text-center">
      <p className="font-semibold">This source was deleted{when ? ` on ${when.toLocaleDateString(undefined, { dateStyle: 'long' })}` : ''}</p>
      <p className="mx-auto mt-1 max-w-md text-muted">Its text and the words quoted from it are no longer kept, so this footnote has nothing to open.</p>
    </div>
  );
}

/** In a chat that somebody else has shared: the reader's own rights do not reach this document. */
export function WithheldNote() {
  return (
    <div className="px-4 py-16 text-center">
      <p className="font-semibold">You cannot see this source</p>
      <p className="mx-auto mt-1 max-w-md text-muted">The chat was shared with you, but the document behind this footnote was not. Ask whoever shared it, or an admin of your team.</p>
    </div>
  );
}
