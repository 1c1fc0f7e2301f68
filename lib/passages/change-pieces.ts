import { AppError } from '@/lib/errors/app-error';
import type { EditedPiece } from '@/lib/ingest/edits/edited-piece';
import { trimmed } from '@/lib/ingest/sentences';
import type { PassageChange } from './passage-change';
import { joined, type Region, type Regions } from './passage-region';

/** Longest stretch that passages may be merged to, in UTF-16 code units: an embedding model reads about the first thousand. */
const longestMerged = 4_000;

/** What a region becomes by a change of one of its pieces, or of that and the next. `text` is the version's. */
export async function changedRegion(text: string, regions: Regions, region: Region, index: number, change: PassageChange): Promise<Region> {
  const piece = region.pieces[index];
  if (!piece) return region;
  const replaced = (...pieces: EditedPiece[]): Region => ({ ...region, pieces: region.pieces.toSpliced(index, 1, ...pieces) });
  switch (change.action) {
    case 'edit': {
      const words = text.slice(region.start + piece.start, region.start + piece.end);
      const { text: _, ...bare } = piece;
      const own = change.text !== undefined && change.text !== words.trim() ? { text: change.text } : {};
      return replaced({ ...bare, ...own, keywords: [...new Set(change.keywords)] });
    }
    case 'split':
      return replaced(...halves(text, region, piece, change.at));
    case 'merge':
      return merged(text, regions, region, index);
    case 'switch-off':
      return replaced({ ...piece, off: true });
    case 'switch-on':
      return replaced({ ...piece, off: false });
    case 'revert':
      return { ...region, pieces: region.asRead.map(({ start, end }) => ({ start: start - region.start, end: end - region.start, keywords: [], off: false })) };
  }
}

function halves(text: string, { start }: Region, piece: EditedPiece, at: number): EditedPiece[] {
  if (piece.text !== undefined) {
    throw new AppError('conflict:edited', 'The text of this passage was edited, so there is no telling which part belongs to which half. Go back to the text as read first.');
  }
  const parts = [
    { start: start + piece.start, end: Math.min(at, start + piece.end) },
    { start: Math.max(at, start + piece.start), end: start + piece.end },
  ].map((part) => trimmed(text, part));
  const [first, second] = parts;
  if (!first || !second || first.start >= first.end || second.start >= second.end) {
    throw new AppError('bad_request:split', 'Choose a place inside of the passage, with words on both sides.');
  }
  return [first, second].map((part) => ({ ...piece, start: part.start - start, end: part.end - start }));
}

async function merged(text: string, regions: Regions, region: Region, index: number): Promise<Region> {
  const next = index + 1 < region.pieces.length ? undefined : await regions.after(region);
  const whole = next ? joined(region, next) : region;
  const first = whole.pieces[index];
  const second = whole.pieces[index + 1];
  if (!first || !second) throw new AppError('conflict:last-passage', 'This is the last passage; there is none to merge it with.');
  if (first.off || second.off) throw new AppError('conflict:off', 'A passage that is switched off cannot be merged. Switch it on first.');
  if (second.end - first.start > longestMerged) throw new AppError('too_large:passage', `Together they would have more than ${longestMerged.toLocaleString('en')} characters, too many for one passage.`);
  const wordsOf = (piece: EditedPiece) => piece.text ?? text.slice(whole.start + piece.start, whole.start + piece.end);
  const isEdited = first.text !== undefined || second.text !== undefined;
  const both: EditedPiece = {
    start: first.start,
    end: second.end,
    ...(isEdited && { text: `${wordsOf(first)}\n\n${wordsOf(second)}` }),
    keywords: [...new Set([...first.keywords, ...second.keywords])],
    off: false,
  };
  return { ...whole, pieces: whole.pieces.toSpliced(index, 2, both) };
}
