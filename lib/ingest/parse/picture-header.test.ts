import { describe, expect, it } from 'vitest';
import { orientationOf, upright } from './orientation';
import { pictureType, readPictureHeader } from './picture-header';
import { tellOrientation } from './tell-orientation';
import { writePng } from './write-png';

/** A JPEG up to its frame, 640 wide and 480 high, with EXIF before it in which the numbers' bytes come in that order. */
function jpeg(order: 'II' | 'MM', orientation: number): Buffer {
  const number = (value: number, bytes: number) => {
    const written = Buffer.alloc(bytes);
    if (order === 'II') written.writeUIntLE(value, 0, bytes);
    else written.writeUIntBE(value, 0, bytes);
    return written;
  };
  // Another entry stands before the one that counts.
  const make = [number(0x010f, 2), number(2, 2), number(3, 4), Buffer.from('ab\0\0')];
  const entries = [...make, number(0x0112, 2), number(3, 2), number(1, 4), number(orientation, 2), number(0, 2)];
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(order), number(42, 2), number(8, 4), number(2, 2), ...entries, number(0, 4)]);
  const segment = (marker: number, content: Buffer) => Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]), content]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from('JFIF\0\x01\x01')), segment(0xe1, exif), Buffer.from([0xff]), segment(0xc4, Buffer.alloc(20)), segment(0xc2, Buffer.from([8, 1, 224, 2, 128]))]);
}

function webp(kind: string, content: number[]): Buffer {
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(kind), Buffer.from([10, 0, 0, 0, ...content]), Buffer.alloc(20)]);
}

describe('the header of a picture', () => {
  it('of a JPEG gives its stored size and what EXIF says, in either order of bytes', () => {
    for (const order of ['II', 'MM'] as const) expect(readPictureHeader(jpeg(order, 6))).toEqual({ width: 640, height: 480, orientation: { turn: 90, mirrored: false } });
    // No such number exists.
    expect(readPictureHeader(jpeg('II', 40))).toMatchObject({ orientation: upright });
  });

  it('of a PNG, with EXIF and without', () => {
    const png = writePng({ width: 3, height: 2, channels: 1, data: new Uint8Array(6) });
    expect(readPictureHeader(png)).toEqual({ width: 3, height: 2, orientation: upright });
    expect(readPictureHeader(tellOrientation(png, orientationOf(7)) ?? png)).toEqual({ width: 3, height: 2, orientation: orientationOf(7) });
  });

  it('of a GIF and the three kinds of WebP', () => {
    expect(readPictureHeader(Buffer.from('GIF89a\x40\x01\xf0\x00\x00\x00', 'latin1'))).toMatchObject({ width: 320, height: 240 });
    expect(readPictureHeader(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 0x41, 0xf0, 0x40]))).toMatchObject({ width: 320, height: 240 });
    expect(readPictureHeader(webp('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0]))).toMatchObject({ width: 320, height: 240 });
    expect(readPictureHeader(webp('VP8X', [0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]))).toMatchObject({ width: 320, height: 240 });
  });

  it('C5: cut off anywhere or of another kind is no error', () => {
    const whole = jpeg('MM', 3);
    for (let length = 0; length < whole.length; length += 1) expect(readPictureHeader(whole.subarray(0, length))).toBeUndefined();
    expect(readPictureHeader(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
    expect(pictureType(Buffer.from('<svg onload="alert(1)"/>'))).toBeUndefined();
  });
});
