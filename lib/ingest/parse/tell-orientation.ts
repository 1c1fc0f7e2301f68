import { type Orientation, orientationNumber } from './orientation';
import { pictureType } from './picture-header';
import { pngChunk } from './write-png';

/** Signature and header of a PNG, behind which other chunks may stand. */
const pngStart = 33;

/**
 * The picture with EXIF in front of all else that says how it is turned: the engine that recognises words turns it by
 * that, and looks for it near the beginning only. Undefined for WebP and GIF, which have no place for it there.
 */
export function tellOrientation(picture: Buffer, orientation: Orientation): Buffer | undefined {
  const exif = exifOf(orientation);
  switch (pictureType(picture)) {
    case 'image/jpeg': {
      const segment = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
      return Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, segment.length + 2]), segment, picture.subarray(2)]);
    }
    case 'image/png':
      return Buffer.concat([picture.subarray(0, pngStart), pngChunk('eXIf', exif), picture.subarray(pngStart)]);
    default:
      return undefined;
  }
}

/** A TIFF of one directory with one entry: the orientation as a short number. */
function exifOf(orientation: Orientation): Buffer {
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientationNumber(orientation), 0, 0];
  return Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0]);
}
