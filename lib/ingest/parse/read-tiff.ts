// The pages of a TIFF: for reading them, and for the reader in the browser, which shows no TIFF by itself. Client-safe.
import UTIF, { type IFD } from 'utif2';
import { type Orientation, orientationOf } from './orientation';

/** A page as stored: before it is turned, but with pixels that are as wide as high. */
export type TiffPage = { /** 1-based. */ number: number; width: number; height: number; orientation: Orientation };

/** Pixels as stored, four bytes each (red, green, blue, alpha). */
export type TiffPixels = { width: number; height: number; data: Uint8Array };

/** Directories that are followed; a scan of more pages is rather a loop. */
const mostDirectories = 2_000;
/** A sheet of A2 at 600 dots per inch has this many; each takes four bytes when it is unpacked. */
export const mostPixels = 140_000_000;
/** Fax machines send twice as many dots across as down; resolutions that lie further apart are nonsense. */
const widestRatio = 4;

const tags = { subfile: 't254', width: 't256', height: 't257', orientation: 't274', acrossPerInch: 't282', downPerInch: 't283' };
/** A bit of `subfile`: a small copy of another page. */
const isThumbnail = 1;

/** The pages of a TIFF in order, small copies left out. Throws `RangeError` for what is damaged. */
export function tiffPages(bytes: Uint8Array): TiffPage[] {
  return pageDirectories(bytes).map((directory, index) => {
    const [width, height] = [numberOf(directory, tags.width), numberOf(directory, tags.height)];
    const ratio = numberOf(directory, tags.acrossPerInch) / numberOf(directory, tags.downPerInch);
    const isStretched = ratio < widestRatio && ratio > 1 / widestRatio && Math.abs(ratio - 1) > 0.05;
    return {
      number: index + 1,
      width: isStretched && ratio < 1 ? Math.round(width / ratio) : width,
      height: isStretched && ratio > 1 ? Math.round(height * ratio) : height,
      orientation: orientationOf(numberOf(directory, tags.orientation)),
    };
  });
}

/** Unpacks a page, by its 1-based number. Throws where it cannot, and `RangeError` when the page is too large. */
export function tiffPixels(bytes: Uint8Array, number: number): TiffPixels {
  const directory = pageDirectories(bytes)[number - 1];
  if (!directory) throw new RangeError(`there is no page ${number}`);
  if (numberOf(directory, tags.width) * numberOf(directory, tags.height) > mostPixels) throw new RangeError('the page is too large');
  UTIF.decodeImage(bufferOf(bytes), directory);
  const { width, height } = directory;
  return { width, height, data: UTIF.toRGBA8(directory) };
}

function pageDirectories(bytes: Uint8Array): IFD[] {
  requireEnd(bytes);
  return UTIF.decode(bufferOf(bytes)).filter((directory) => numberOf(directory, tags.width) > 0 && numberOf(directory, tags.height) > 0 && (numberOf(directory, tags.subfile) & isThumbnail) === 0);
}

/** The decoder follows a circle of directories without end. */
function requireEnd(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = view.getUint16(0) === 0x4949;
  let at = view.getUint32(4, isLittle);
  for (let count = 0; at !== 0; count += 1) {
    if (count >= mostDirectories) throw new RangeError('this TIFF has no end');
    at = view.getUint32(at + 2 + view.getUint16(at, isLittle) * 12, isLittle);
  }
}

/** Of a tag that is missing, 0. Ratios are two numbers. */
function numberOf(directory: IFD, tag: string): number {
  const value: unknown = directory[tag];
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (Array.isArray(first)) return Number(first[0]) / Number(first[1]);
  return Number(first ?? 0);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
