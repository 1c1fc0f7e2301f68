import { type Alignment, alignTexts, type Counterpart } from '@/lib/differences/align-texts';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import type { VersionText, VersionTexts } from './read-texts';

/** What became of a span of an earlier version. `changedIn`: the first version that no longer has its words. */
export type Followed = { now: Counterpart; changedIn?: VersionText };

/** Follows spans of earlier versions of one document to its current one. Each two texts are compared once. */
export function spanFollower(texts: VersionTexts): (versionId: string, span: Span) => Promise<Followed> {
  const alignments = new Map<string, Alignment>();

  async function compared(from: VersionText, toId: string): Promise<Alignment> {
    const key = `${from.id} ${toId}`;
    const alignment = alignments.get(key) ?? alignTexts(from.text, (await texts.textOf(toId)).text);
    alignments.set(key, alignment);
    return alignment;
  }

  return async (versionId, span) => {
    const from = await texts.textOf(versionId);
    const now = (await compared(from, texts.current.id)).counterpartOf(span);
    if (now.state === 'same') return { now };
    for (const laterId of texts.after(from.number)) {
      const there = (await compared(from, laterId)).counterpartOf(span);
      if (there.state !== 'same') return { now, changedIn: await texts.textOf(laterId) };
    }
    return { now };
  };
}
