'use client';

import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import type { ReadableVersion } from '@/lib/documents/read-version';
import type { Page } from '@/lib/ingest/parse/parsed-document';
import { loadPdfjs, openPdf } from './pdfjs';

/** An open file, and the size of each of its pages in points. */
export type OpenPdf = { pdf: PDFDocumentProxy; pages: Pick<Page, 'number' | 'width' | 'height'>[] };

/** Opens the file of a version while the caller is mounted; undefined until then, and for other formats than PDF. */
export function usePdf(content: ReadableVersion, onFail: () => void): OpenPdf | undefined {
  const [opened, setOpened] = useState<OpenPdf>();
  const { documentId, versionId, pages, format } = content;
  useEffect(() => {
    if (format !== 'pdf') return undefined;
    let ended = false;
    let close: (() => Promise<void>) | undefined;
    void (async () => {
      try {
        const pdfjs = await loadPdfjs();
        if (ended) return;
        const task = openPdf(pdfjs, `/api/documents/${encodeURIComponent(documentId)}/file?version=${encodeURIComponent(versionId)}`);
        close = () => task.destroy();
        const pdf = await task.promise;
        const sizes = await pageSizes(pdf, pages);
        if (!ended) setOpened({ pdf, pages: sizes });
      } catch {
        if (!ended) onFail();
      }
    })();
    return () => {
      ended = true;
      setOpened(undefined);
      void close?.();
    };
  }, [format, documentId, versionId, pages, onFail]);
  return opened;
}

/** Sizes as they were read; pages that were not read have the size of the file's first page until drawn. */
async function pageSizes(pdf: PDFDocumentProxy, read: readonly Page[]): Promise<OpenPdf['pages']> {
  const known = new Map(read.map((page) => [page.number, page]));
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return Array.from({ length: pdf.numPages }, (_, n) => known.get(n + 1) ?? { number: n + 1, width: first.width, height: first.height });
}
