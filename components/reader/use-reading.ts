'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { MessageCitation } from '@/lib/chats/chat-message';
import type { ReadableVersion } from '@/lib/documents/read-version';
import { RequestError, sendJson, sentenceOf } from '@/lib/http/send-json';
import type { Span } from '@/lib/ingest/parse/parsed-document';
import { locateQuote } from './locate-quote';
import type { ReaderPlace } from './reader-place';

export type Reading =
  | { state: 'loading' }
  | { state: 'failed'; message: string; requestId?: string; missing: boolean }
  | { state: 'deleted'; citation: MessageCitation }
  | { state: 'withheld'; citation: MessageCitation }
  | {
      state: 'ready';
      content: ReadableVersion;
      citation?: MessageCitation;
      /** The answer's other citations, as far as the server told. */
      siblings: readonly MessageCitation[];
      /** What to mark; undefined when nothing was asked for, or when it could not be placed. */
      span?: Span;
      /** The passage as it was read, when its words are not where they should be. */
      lost?: string;
      page?: number;
    };

type CitationAnswer = MessageCitation & { siblings?: MessageCitation[] };

/**
 * Loads what stands at the place. While the reader stays within one version, its content is kept and only the mark
 * moves. `known` is the answer's citations where the page has them already.
 */
export function useReading(place: ReaderPlace, known: readonly MessageCitation[]): Reading & { retry: () => void } {
  const [reading, setReading] = useState<Reading>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const kept = useRef<ReadableVersion>(undefined);
  const done = useRef<string>(undefined);
  const knownNow = useRef(known);
  useEffect(() => {
    knownNow.current = known;
  });
  // A page may lay out its citations only after the reader has opened from a link.
  const laidOut = place.kind === 'citation' && known.some((citation) => citation.id === place.citationId);
  const key = JSON.stringify(place);

  useEffect(() => {
    const wanted = `${key}#${attempt}`;
    if (done.current === wanted) return undefined;
    const abort = new AbortController();
    const where = JSON.parse(key) as ReaderPlace;
    void (async () => {
      try {
        setReading((now) => (now.state === 'ready' && sameVersion(now.content, where, knownNow.current) ? now : { state: 'loading' }));
        const next = await read(where, knownNow.current, kept.current, abort.signal);
        if (next.state === 'ready') kept.current = next.content;
        if (abort.signal.aborted) return;
        done.current = wanted;
        setReading(next);
      } catch (error) {
        if (abort.signal.aborted) return;
        const request = error instanceof RequestError ? error : undefined;
        setReading({ state: 'failed', message: sentenceOf(error), requestId: request?.requestId, missing: request?.status === 404 });
      }
    })();
    return () => abort.abort();
  }, [key, laidOut, attempt]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return { ...reading, retry };
}

function sameVersion(content: ReadableVersion, place: ReaderPlace, known: readonly MessageCitation[]): boolean {
  if (place.kind === 'citation') return known.some((citation) => citation.id === place.citationId && citation.versionId === content.versionId);
  return place.versionId === content.versionId;
}

async function read(place: ReaderPlace, known: readonly MessageCitation[], kept: ReadableVersion | undefined, signal: AbortSignal): Promise<Reading> {
  if (place.kind === 'document') {
    const content = await contentOf(place.documentId, place.versionId, kept, signal);
    const span = place.span && locateQuote(content.text, place.span);
    return { state: 'ready', content, siblings: [], span, lost: place.span && !span ? '' : undefined, page: place.page ?? pageAt(content, span) };
  }
  const ask = () => sendJson<CitationAnswer>('GET', `/api/citations/${encodeURIComponent(place.citationId)}`, undefined, { signal });
  const citation: CitationAnswer = known.find((each) => each.id === place.citationId && !each.sourceDeletedAt) ?? (await ask());
  const siblings = citation.siblings ?? [];
  if (citation.sourceDeletedAt) return { state: 'deleted', citation };
  if (citation.withheld) return { state: 'withheld', citation };
  let content: ReadableVersion;
  try {
    content = await contentOf(citation.documentId, citation.versionId, kept, signal);
  } catch (error) {
    // The source may have been deleted since the page got its citations.
    const now = error instanceof RequestError && error.status === 404 ? await ask() : undefined;
    if (now?.sourceDeletedAt) return { state: 'deleted', citation: now };
    throw error;
  }
  const span = locateQuote(content.text, citation, citation.quote);
  return { state: 'ready', content, citation, siblings, span, lost: span ? undefined : citation.quote, page: pageAt(content, span) ?? citation.page };
}

async function contentOf(documentId: string, versionId: string | undefined, kept: ReadableVersion | undefined, signal: AbortSignal): Promise<ReadableVersion> {
  if (kept && kept.documentId === documentId && kept.versionId === versionId) return kept;
  const version = encodeURIComponent(versionId ?? 'current');
  return sendJson<ReadableVersion>('GET', `/api/documents/${encodeURIComponent(documentId)}/versions/${version}/content`, undefined, { signal });
}

function pageAt(content: ReadableVersion, span: Span | undefined): number | undefined {
  if (!span) return undefined;
  return content.pages.find((page) => page.start <= span.start && span.start < page.end)?.number;
}
