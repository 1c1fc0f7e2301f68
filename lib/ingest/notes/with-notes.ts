import { db } from '@/lib/db/client';
import type { EditedChunk } from '../edits/apply-edits';
import { passageKey } from './note-key';
import { notedText } from './noted-text';
import { isSearched, readNotes } from './stored-notes';

/**
 * Passages of a new reading with the notes that the document has for their words already, so that those that stay as
 * they are keep their vectors. What a person made of a passage stands as it is.
 */
export async function withNotes(documentId: string, passages: EditedChunk[]): Promise<EditedChunk[]> {
  const { collection } = await db().document.findUniqueOrThrow({ where: { id: documentId }, select: { collection: { select: { notesSince: true } } } });
  if (!collection.notesSince) return passages;
  const notes = await readNotes(db(), documentId);
  if (notes.size === 0) return passages;
  return passages.map((passage) => {
    if (passage.editId !== undefined) return passage;
    const note = notes.get(passageKey({ context: passage.context, words: passage.text }));
    if (!isSearched(note)) return passage;
    const text = notedText(passage.text, note);
    return text === passage.text ? passage : { ...passage, text, original: passage.text };
  });
}
