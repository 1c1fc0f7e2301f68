import type { PagePicture } from './page-recogniser';
import { type TiffPage, tiffPixels } from './read-tiff';
import { writePng } from './write-png';

/** A page of a TIFF as a grey PNG with pixels as wide as high; nothing when it is of one colour. */
export async function drawTiffPage(bytes: Uint8Array, page: TiffPage): Promise<PagePicture | undefined> {
  const stored = tiffPixels(bytes, page.number);
  const data = new Uint8Array(page.width * page.height);
  const columns = Uint32Array.from({ length: page.width }, (_, x) => Math.floor((x * stored.width) / page.width) * 4);
  for (let y = 0; y < page.height; y += 1) {
    const row = Math.floor((y * stored.height) / page.height) * stored.width * 4;
    for (let x = 0; x < page.width; x += 1) data[y * page.width + x] = greyAt(stored.data, row + (columns[x] ?? 0));
  }
  if (data.every((value) => value === data[0])) return undefined;
  return { image: writePng({ width: page.width, height: page.height, channels: 1, data }), scale: 1, orientation: page.orientation };
}

/** On white paper. The weights are those of BT.601. */
function greyAt(rgba: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0, alpha = 255] = [rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]];
  return Math.round(((red * 299 + green * 587 + blue * 114) / 1000 - 255) * (alpha / 255) + 255);
}
