import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorker, OEM, PSM, type Page as TesseractPage, type Worker } from 'tesseract.js';
import { readTime, workedSince } from './work-time';

/** Languages that are recognised, as their npm packages under @tesseract.js-data are called. */
const languages = ['eng', 'deu'];

/** A word in a picture; its box in pixels from the top left. */
export type PictureWord = { text: string; x: number; y: number; width: number; height: number };

export type PictureText = {
  /** Of the picture as the engine saw it, turned by what its EXIF says; in pixels. */
  width: number;
  height: number;
  /** How sure the engine is, 0–100: the mean over characters. */
  confidence: number;
  /** Paragraphs of lines of words, in the order in which they are read. */
  paragraphs: PictureWord[][][];
};

/** Words below this are taken for specks and drawings. */
const leastWordConfidence = 30;

/**
 * Recognises text in pictures with Tesseract, in a thread of its own. Nothing is fetched: engine and languages come from
 * the installed packages.
 */
export class OcrEngine {
  private worker: Promise<Worker> | undefined;

  /** The text of a PNG, JPEG, WebP or BMP; undefined when that took more than `timeLimit` milliseconds of work (work-time.ts). */
  async read(picture: Buffer, timeLimit: number): Promise<PictureText | undefined> {
    const worker = await (this.worker ??= openWorker());
    const begun = readTime();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setInterval(() => workedSince(begun) >= timeLimit && resolve(undefined), 500);
    });
    const result = await Promise.race([worker.recognize(picture, {}, { text: false, blocks: true, tsv: true }), late]).finally(() => clearInterval(timer));
    if (!result) {
      // Only ending its thread ends its work.
      await this.close();
      return undefined;
    }
    return pictureText(result.data);
  }

  async close(): Promise<void> {
    const worker = await this.worker?.catch(() => undefined);
    this.worker = undefined;
    await worker?.terminate();
  }
}

async function openWorker(): Promise<Worker> {
  // The engine wants all languages in one folder, and reads them once.
  const folder = await mkdtemp(path.join(tmpdir(), 'footnote-ocr-'));
  try {
    for (const language of languages) {
      const name = `${language}.traineddata.gz`;
      await copyFile(path.resolve('node_modules', '@tesseract.js-data', language, '4.0.0_best_int', name), path.join(folder, name));
    }
    const worker = await createWorker(languages, OEM.LSTM_ONLY, {
      langPath: folder,
      cacheMethod: 'none',
      // Without it, errors would be thrown where nobody can catch them; they also reject what was asked for.
      errorHandler: () => {},
    });
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
    return worker;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pictureText(page: TesseractPage): PictureText {
  let [sure, characters] = [0, 0];
  const paragraphs = (page.blocks ?? []).flatMap((block) =>
    block.paragraphs.map((paragraph) =>
      paragraph.lines.map((line) => {
        const words = line.words.filter((word) => word.confidence >= leastWordConfidence && word.text.trim() !== '');
        for (const word of words) {
          sure += word.confidence * word.text.length;
          characters += word.text.length;
        }
        // Words of one line get its height, so that a full stop or a dash counts as standing in it; not in a crooked line.
        const tallest = Math.max(0, ...words.map(({ bbox }) => bbox.y1 - bbox.y0));
        const isStraight = line.bbox.y1 - line.bbox.y0 <= tallest * 1.6;
        return words.map(({ text, bbox }): PictureWord => {
          const [top, bottom] = isStraight ? [line.bbox.y0, line.bbox.y1] : [bbox.y0, bbox.y1];
          return { text, x: bbox.x0, y: top, width: bbox.x1 - bbox.x0, height: bottom - top };
        });
      }),
    ),
  );
  const filled = paragraphs.map((lines) => lines.filter((line) => line.length > 0)).filter((lines) => lines.length > 0);
  return { ...pictureSize(page.tsv ?? ''), confidence: characters === 0 ? 0 : Math.round(sure / characters), paragraphs: filled };
}

/** The first row of the engine's table is the page: its last columns are left, top, width, height, confidence and text. */
function pictureSize(tsv: string): { width: number; height: number } {
  const [width = 0, height = 0] = tsv.split('\n', 1)[0]?.split('\t').slice(8, 10).map(Number) ?? [];
  return { width, height };
}
