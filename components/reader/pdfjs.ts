import type * as pdfjsModule from 'pdfjs-dist';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';

type Pdfjs = typeof pdfjsModule;

let loading: Promise<Pdfjs> | undefined;

/** pdf.js, loaded when the first PDF is opened. Its worker, fonts and decoders are our own files (scripts/prepare.mjs). */
export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= import('pdfjs-dist/legacy/build/pdf.mjs').then((pdfjs: Pdfjs) => {
    pdfjs.GlobalWorkerOptions.workerSrc = `/pdfjs/${pdfjs.version}/pdf.worker.min.mjs`;
    return pdfjs;
  });
  return loading;
}

/** Opens a PDF of ours for drawing only: no forms, no scripts, nothing fetched from another host. */
export function openPdf(pdfjs: Pdfjs, url: string): PDFDocumentLoadingTask {
  const assets = `/pdfjs/${pdfjs.version}`;
  return pdfjs.getDocument({
    url,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}/standard_fonts/`,
    iccUrl: `${assets}/iccs/`,
    wasmUrl: `${assets}/wasm/`,
    // The content security policy allows no WebAssembly; the decoders have a slower form without it.
    useWasm: false,
    enableXfa: false,
    useSystemFonts: false,
    stopAtErrors: false,
    maxImageSize: 64 * 1024 * 1024,
  });
}
