import { inflateSync } from 'node:zlib';

/** Rows of pixels from the top, `channels` bytes each. */
export type Pixels = { width: number; height: number; channels: number; data: Uint8Array };

const channelsOf: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Unpacks a PNG of 8 bits per channel that is not interlaced, as PDFium draws them; throws `RangeError` for all others. */
export function readPng(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = channelsOf[png[25] ?? -1];
  if (png[24] !== 8 || channels === undefined || png[28] !== 0) throw new RangeError('this kind of PNG is not read');
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const stride = width * channels;
  const packed = inflateSync(Buffer.concat(parts), { maxOutputLength: (stride + 1) * height });
  const data = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = packed[row * (stride + 1)] ?? 0;
    for (let index = 0; index < stride; index += 1) {
      const at = row * stride + index;
      const left = index >= channels ? (data[at - channels] ?? 0) : 0;
      const above = row > 0 ? (data[at - stride] ?? 0) : 0;
      const corner = row > 0 && index >= channels ? (data[at - stride - channels] ?? 0) : 0;
      data[at] = (packed[row * (stride + 1) + 1 + index] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return { width, height, channels, data };
}

/** The five filters of the PNG specification, section 9. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}
