import { type Orientation, orientationOf, upright } from './orientation';

/** What the first bytes of a picture say about it. */
export type PictureHeader = {
  /** In pixels, as stored: before it is turned. */
  width: number;
  height: number;
  orientation: Orientation;
};

/** The kinds of pictures that are read, by the bytes that each begins with; undefined for all else. */
export function pictureType(bytes: Buffer): 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/tiff' | undefined {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png';
  if (start.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (/^RIFF.{4}WEBP$/s.test(start)) return 'image/webp';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (/^(II\*\0|MM\0\*)/.test(start)) return 'image/tiff';
  return undefined;
}

/** Of a picture of one page. Undefined for what is none of these, and for what ends too early to tell. */
export function readPictureHeader(bytes: Buffer): PictureHeader | undefined {
  try {
    switch (pictureType(bytes)) {
      case 'image/png':
        return png(bytes);
      case 'image/gif':
        return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), orientation: upright };
      case 'image/webp':
        return webp(bytes);
      case 'image/jpeg':
        return jpeg(bytes);
      default:
        return undefined;
    }
  } catch (error) {
    // What is read lies behind the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function png(bytes: Buffer): PictureHeader {
  let orientation = upright;
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (name === 'eXIf') orientation = exifOrientation(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    if (name === 'IDAT') break;
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), orientation };
}

/** Its three kinds: lossy, lossless and extended. */
function webp(bytes: Buffer): PictureHeader | undefined {
  const kind = bytes.toString('latin1', 12, 16);
  const size = (width: number, height: number): PictureHeader => ({ width, height, orientation: upright });
  if (kind === 'VP8 ') return size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
  if (kind === 'VP8X') return size(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
  if (kind !== 'VP8L') return undefined;
  const packed = bytes.readUInt32LE(21);
  return size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
}

function jpeg(bytes: Buffer): PictureHeader | undefined {
  let orientation = upright;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (isExif(bytes, marker, start)) orientation = exifOrientation(bytes.subarray(start + 6, end));
    if (isFrame(marker)) {
      const [height, width] = [bytes.readUInt16BE(start + 1), bytes.readUInt16BE(start + 3)];
      return { width, height, orientation };
    }
  }
  return undefined;
}

/** The parts of a JPEG before its pixels: what each holds, without marker and length. */
function* jpegSegments(bytes: Buffer): Generator<{ marker: number; start: number; end: number }> {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      // Any number of these may stand before a marker.
      at += 1;
      continue;
    }
    if (marker === 0xda) return;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { marker, start: at + 4, end };
    at = end;
  }
}

function isExif(bytes: Buffer, marker: number, start: number): boolean {
  return marker === 0xe1 && bytes.toString('latin1', start, start + 6) === 'Exif\0\0';
}

/** Starts of frame, which hold the size; three numbers among them mean other things. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** From the first directory of a TIFF, which EXIF is. */
function exifOrientation(tiff: Buffer): Orientation {
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return upright;
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  try {
    const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry += 1) {
      const at = directory + 2 + entry * 12;
      if (short(at) === orientationTag) return orientationOf(short(at + 8));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return upright;
}

const orientationTag = 0x0112;
