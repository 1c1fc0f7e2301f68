import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from './read-png';

/** What the PNG specification calls grey, colour, grey with alpha, and colour with alpha; by channels. */
const colourTypes: Record<number, number> = { 1: 0, 3: 2, 2: 4, 4: 6 };

/** Packs pixels of 8 bits per channel, fast rather than small: for pictures that are looked at once. */
export function writePng({ width, height, channels, data }: Pixels): Buffer {
  const colourType = colourTypes[channels];
  if (colourType === undefined) throw new RangeError(`a PNG has no ${channels} channels`);
  const stride = width * channels;
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) rows.set(data.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colourType], 8);
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows, { level: 1 })), pngChunk('IEND', Buffer.alloc(0))]);
}

/** A part of a PNG: its length, name, content and checksum. */
export function pngChunk(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  chunk.set(named, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}
