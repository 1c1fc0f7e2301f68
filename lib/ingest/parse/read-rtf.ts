/** A piece of an RTF file: a group's edge, a control word with its number, or bytes of text in the encoding of their font. */
export type RtfToken = { kind: 'open' } | { kind: 'close' } | { kind: 'control'; word: string; number: number | undefined } | { kind: 'text'; bytes: string };

/** The tokens of an RTF file, given one character per byte. Binary data is left out. */
export function* readRtf(source: string): Generator<RtfToken> {
  const token = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)/gy;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const [, word, number, hex, symbol, brace, text] = match;
    if (word === 'bin') token.lastIndex += Math.max(0, Number(number ?? 0));
    else if (word !== undefined) yield { kind: 'control', word, number: number === undefined ? undefined : Number(number) };
    else if (hex !== undefined) yield { kind: 'text', bytes: String.fromCharCode(Number.parseInt(hex, 16)) };
    else if (symbol !== undefined) yield symbolToken(symbol);
    else if (brace !== undefined) yield brace === '{' ? { kind: 'open' } : { kind: 'close' };
    else if (text !== undefined) yield { kind: 'text', bytes: text };
  }
}

function symbolToken(symbol: string): RtfToken {
  if (symbol === '~') return { kind: 'text', bytes: ' ' };
  if (symbol === '_') return { kind: 'text', bytes: '-' };
  if (symbol === '\r' || symbol === '\n') return { kind: 'control', word: 'par', number: undefined };
  if (symbol === '\t') return { kind: 'control', word: 'tab', number: undefined };
  if (symbol === '\\' || symbol === '{' || symbol === '}') return { kind: 'text', bytes: symbol };
  // `\*` before a destination that may be skipped; `\-` and `\:` say nothing to a reader.
  return { kind: 'control', word: symbol, number: undefined };
}

const encodings: Record<number, string> = { 866: 'ibm866', 874: 'windows-874', 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5', 10000: 'macintosh', 10007: 'x-mac-cyrillic', 20866: 'koi8-r', 65001: 'utf-8' };
const pageOfCharset: Record<number, number> = { 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250 };

/** The encoding of a Windows code page; of the western one where it is not known. */
export function encodingOfPage(page: number): string {
  return encodings[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
}

/** The code page that a font's character set stands for; undefined where it is that of the file. */
export function pageOfFont(charset: number): number | undefined {
  return pageOfCharset[charset];
}
