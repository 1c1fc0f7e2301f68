'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import type { ReadableVersion } from '@/lib/documents/read-version';
import { showsPages } from '@/lib/ingest/parse/document-formats';
import { isSideways, upright } from '@/lib/ingest/parse/orientation';
import type { Page } from '@/lib/ingest/parse/parsed-document';
import { loadPdfjs, openPdf } from './pdfjs';

/** A page's size as it is shown, in points (of a picture in pixels), and how it is turned for that. */
export type PageSize = Pick<Page, 'number' | 'width' | 'height' | 'orientation'>;

export type OpenPdf = { kind: 'pdf'; pdf: PDFDocumentProxy; pages: PageSize[] };
/** A picture that the browser shows by itself, under an address of this page. One that was not read has no orientation: it is shown as the browser thinks. */
export type OpenPicture = { kind: 'picture'; url: string; pages: PageSize[] };
/** A file of pictures that no browser shows: its pages are unpacked here. */
export type OpenTiff = { kind: 'tiff'; bytes: Uint8Array; pages: PageSize[] };
export type OpenPages = OpenPdf | OpenPicture | OpenTiff;

type Opening = { opened: Promise<OpenPages>; close: () => void };

/** Opens the file of a version while the caller is mounted; undefined until then, and for formats that are shown as text. */
export function usePages(content: ReadableVersion, onFail: () => void): OpenPages | undefined {
  const [opened, setOpened] = useState<OpenPages>();
  const { documentId, versionId, pages, format } = content;
  useEffect(() => {
    if (!showsPages(format)) return undefined;
    let ended = false;
    const address = `/api/documents/${encodeURIComponent(documentId)}/file?version=${encodeURIComponent(versionId)}`;
    const opening = format === 'pdf' ? openAsPdf(address, pages) : openAsPicture(address, pages);
    opening.opened.then(
      (now) => !ended && setOpened(now),
      () => !ended && onFail(),
    );
    return () => {
      ended = true;
      setOpened(undefined);
      opening.close();
    };
  }, [format, documentId, versionId, pages, onFail]);
  return opened;
}

function openAsPdf(address: string, read: readonly Page[]): Opening {
  let ended = false;
  let destroy: (() => Promise<void>) | undefined;
  const open = async (): Promise<OpenPdf> => {
    const pdfjs = await loadPdfjs();
    if (ended) throw new Error('closed before it was opened');
    const task = openPdf(pdfjs, address);
    destroy = () => task.destroy();
    const pdf = await task.promise;
    return { kind: 'pdf', pdf, pages: await pdfPages(pdf, read) };
  };
  return {
    opened: open(),
    close: () => {
      ended = true;
      void destroy?.();
    },
  };
}

/** Sizes as they were read; pages that were not read have the size of the file's first page until drawn. */
async function pdfPages(pdf: PDFDocumentProxy, read: readonly Page[]): Promise<PageSize[]> {
  const known = new Map(read.map((page) => [page.number, page]));
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return Array.from({ length: pdf.numPages }, (_, n) => known.get(n + 1) ?? { number: n + 1, width: first.width, height: first.height });
}

function openAsPicture(address: string, read: readonly Page[]): Opening {
  const abort = new AbortController();
  let url: string | undefined;
  const open = async (): Promise<OpenPicture | OpenTiff> => {
    const answer = await fetch(address, { signal: abort.signal });
    if (!answer.ok) throw new Error(`the picture was answered with ${answer.status}`);
    const blob = await answer.blob();
    if (blob.type === 'image/tiff') return openTiff(new Uint8Array(await blob.arrayBuffer()), read);
    abort.signal.throwIfAborted();
    url = URL.createObjectURL(blob);
    const image = new Image();
    image.src = url;
    await image.decode();
    const natural: PageSize = { number: 1, width: image.naturalWidth, height: image.naturalHeight };
    return { kind: 'picture', url, pages: read.length === 0 ? [natural] : read.map((page) => ({ orientation: upright, ...page })) };
  };
  return {
    opened: open(),
    close: () => {
      abort.abort();
      if (url !== undefined) URL.revokeObjectURL(url);
    },
  };
}

async function openTiff(bytes: Uint8Array, read: readonly Page[]): Promise<OpenTiff> {
  const { tiffPages } = await import('@/lib/ingest/parse/read-tiff');
  const known = new Map(read.map((page) => [page.number, page]));
  const pages = tiffPages(bytes).map(({ number, width, height, orientation }): PageSize => {
    const stored = isSideways(orientation) ? { width: height, height: width } : { width, height };
    return { orientation: upright, ...(known.get(number) ?? { number, ...stored, orientation }) };
  });
  if (pages.length === 0) throw new Error('there is no page in this file');
  return { kind: 'tiff', bytes, pages };
}
