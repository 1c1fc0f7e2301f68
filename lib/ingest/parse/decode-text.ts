import { analyse } from 'chardet';

/** How a text was written: its name for `TextDecoder`, and for UTF-16 and UTF-32 only that. */
export type DecodedText = { text: string; encoding: string };

/** Bytes that are looked at to find out an encoding. */
const sampleBytes = 16_384;
/** What people call the encodings that are found by their looks. */
const decoderOf: Record<string, string> = {
  'ISO-8859-1': 'windows-1252', 'ISO-8859-2': 'iso-8859-2', 'ISO-8859-5': 'iso-8859-5', 'ISO-8859-6': 'iso-8859-6', 'ISO-8859-7': 'iso-8859-7', 'ISO-8859-8': 'iso-8859-8', 'ISO-8859-9': 'windows-1254',
  'windows-1250': 'windows-1250', 'windows-1251': 'windows-1251', 'windows-1252': 'windows-1252', 'windows-1253': 'windows-1253', 'windows-1254': 'windows-1254', 'windows-1255': 'windows-1255', 'windows-1256': 'windows-1256',
  'KOI8-R': 'koi8-r', Shift_JIS: 'shift_jis', Big5: 'big5', 'EUC-JP': 'euc-jp', 'EUC-KR': 'euc-kr', GB18030: 'gb18030', 'ISO-2022-JP': 'iso-2022-jp',
};

/**
 * The text of some bytes. A byte order mark decides, then UTF-16 and UTF-8 by their structure, then what the text says
 * of itself (HTML, XML), then how often letters follow each other in the languages of the world; at last Windows-1252.
 */
export function decodeText(bytes: Uint8Array, options: { partial?: boolean } = {}): DecodedText {
  const wide = wideEncoding(bytes);
  if (wide === 'utf-32le' || wide === 'utf-32be') return { text: decodeUtf32(bytes, wide === 'utf-32le'), encoding: 'utf-32' };
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'utf-16' };
  // `stream` keeps a character that the cut of a sample splits from looking like an error.
  const utf8 = decodeStrictly(bytes, 'utf-8', options.partial ?? false);
  if (utf8 !== undefined && !utf8.includes('\u001b$')) return { text: utf8, encoding: 'utf-8' };
  const declared = declaredEncoding(bytes);
  for (const encoding of declared ? [declared, ...likelyEncodings(bytes)] : likelyEncodings(bytes)) {
    const text = decodeStrictly(bytes, encoding, options.partial ?? false);
    if (text !== undefined) return { text, encoding };
  }
  return utf8 === undefined ? { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' } : { text: utf8, encoding: 'utf-8' };
}

function decodeStrictly(bytes: Uint8Array, encoding: string, partial: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: partial });
  } catch {
    return undefined;
  }
}

/** What an HTML or XML file says at its beginning; undefined where that is an encoding that nobody knows. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const name = /^\s*<\?xml[^>]*\bencoding=["']([\w:.-]+)/i.exec(head)?.[1] ?? /<meta[^>]+charset=["']?\s*([\w:.-]+)/i.exec(head)?.[1];
  if (!name || /^utf-?(8|16)/i.test(name)) return undefined;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

/**
 * Encodings that the bytes look like, the likeliest first. Where nearly all letters are plain Latin ones, little can be
 * told from the others, and another encoding than the western one needs to be much likelier.
 */
function likelyEncodings(bytes: Uint8Array): string[] {
  const first = bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b);
  const sample = bytes.subarray(Math.max(0, first - 200), first + sampleBytes);
  const matches = analyse(sample).flatMap(({ name, confidence }) => (decoderOf[name] ? [{ encoding: decoderOf[name], confidence }] : []));
  const western = matches.find(({ encoding }) => encoding === 'windows-1252')?.confidence ?? 0;
  const high = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  const letters = sample.reduce((count, byte) => count + (byte >= 0x80 || ((byte | 32) >= 0x61 && (byte | 32) <= 0x7a) ? 1 : 0), 0);
  const isMostlyLatin = high < letters * 0.3;
  const likely = matches.filter(({ confidence, encoding }) => confidence > (isMostlyLatin && encoding !== 'iso-2022-jp' ? Math.max(30, western + 10) : 8));
  return [...likely.map(({ encoding }) => encoding), 'windows-1252'];
}

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

function wideEncoding(bytes: Uint8Array): Wide | undefined {
  const starts = (...mark: number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (starts(0xff, 0xfe, 0, 0) && bytes.length % 4 === 0) return 'utf-32le';
  if (starts(0, 0, 0xfe, 0xff)) return 'utf-32be';
  if (starts(0xff, 0xfe)) return 'utf-16le';
  if (starts(0xfe, 0xff)) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  // Western text in UTF-16 has a zero in nearly every second byte, and in none of the others. Other scripts have them
  // in spaces and line breaks at least, and few of their letters have them in the other byte.
  if (odd > 4 * even && isWide(sample, 'utf-16le', odd)) return 'utf-16le';
  if (even > 4 * odd && isWide(sample, 'utf-16be', even)) return 'utf-16be';
  return undefined;
}

function isWide(sample: Uint8Array, encoding: 'utf-16le' | 'utf-16be', zeros: number): boolean {
  if (zeros > sample.length * 0.3) return true;
  const text = new TextDecoder(encoding).decode(sample.subarray(0, sample.length & ~1));
  const letters = text.match(/[\p{L}\p{N}\p{P}\s]/gu)?.length ?? 0;
  return zeros > sample.length * 0.02 && letters > text.length * 0.98;
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let index = 4; index + 4 <= bytes.byteLength; index += 4) {
    const code = view.getUint32(index, littleEndian);
    parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
  }
  return parts.join('');
}
