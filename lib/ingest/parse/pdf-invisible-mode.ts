import { inflateSync } from 'node:zlib';

/** Streams that are larger, packed, hold pictures and fonts rather than the drawing of a page. */
const largestStream = 2_000_000;
/** Bytes that are unpacked of one file at most. */
const mostUnpacked = 64_000_000;

/**
 * Whether a PDF anywhere sets the mode in which text is placed but not drawn (3) or only cuts out a shape (7). Streams that
 * cannot be unpacked are passed over: encrypted files and packings other than Flate are not looked into.
 */
export function drawsInvisibly(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let budget = mostUnpacked;
  for (let at = file.indexOf('stream'); at >= 0 && budget > 0; ) {
    const start = at + (file[at + 6] === 0x0d ? 8 : 7);
    const end = file.indexOf('endstream', start);
    if (end < 0) return false;
    if (end - start <= largestStream) {
      const text = unpacked(file.subarray(start, end), budget);
      budget -= text.length;
      if (/(?:^|\s)[37]\s+Tr\b/.test(text)) return true;
    }
    at = file.indexOf('stream', end + 'endstream'.length);
  }
  return false;
}

function unpacked(stream: Buffer, most: number): string {
  // The first byte of Flate is nearly always this one; other streams are searched as they are.
  if (stream[0] !== 0x78 && stream[0] !== 0x58 && stream[0] !== 0x48) return stream.toString('latin1');
  try {
    return inflateSync(stream, { maxOutputLength: most }).toString('latin1');
  } catch {
    return '';
  }
}
