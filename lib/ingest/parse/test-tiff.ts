import type { Pixels } from './read-png';

export type TestTiffPage = Pixels & { orientation?: number; /** Dots per inch across and down. */ resolution?: [number, number]; isThumbnail?: boolean };

/** For tests: a TIFF of uncompressed grey pages; of other pictures the first channel is taken. */
export function tiffOf(pages: TestTiffPage[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  pages.forEach(({ width, height, channels, data, orientation = 1, resolution = [200, 200], isThumbnail = false }, index) => {
    const directory = 2 + 11 * 12 + 4;
    const [ratios, strip] = [at + directory, at + directory + 16];
    const end = strip + width * height;
    const entries: [tag: number, type: 3 | 4 | 5, value: number][] = [
      [254, 4, isThumbnail ? 1 : 0],
      [256, 4, width],
      [257, 4, height],
      [258, 3, 8],
      [262, 3, 1],
      [273, 4, strip],
      [274, 3, orientation],
      [278, 4, height],
      [279, 4, width * height],
      [282, 5, ratios],
      [283, 5, ratios + 8],
    ];
    const head = Buffer.alloc(directory + 16);
    head.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, value], n) => {
      const entry = 2 + n * 12;
      head.writeUInt16LE(tag, entry);
      head.writeUInt16LE(type, entry + 2);
      head.writeUInt32LE(1, entry + 4);
      head.writeUInt32LE(value, entry + 8);
    });
    head.writeUInt32LE(index < pages.length - 1 ? end : 0, directory - 4);
    [resolution[0], 1, resolution[1], 1].forEach((number, n) => head.writeUInt32LE(number, directory + n * 4));
    parts.push(head, Buffer.from(data.filter((_, byte) => byte % channels === 0)));
    at = end;
  });
  return Buffer.concat(parts);
}
