const textual = /^text\/|^application\/(xhtml\+xml|xml|json|yaml)$|\+xml$/;
const byteOrderMarks = [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0, 0, 0xfe, 0xff]];

/**
 * A text as it came from a server that says in which encoding it sent it: in UTF-8 with a byte order mark, which goes
 * before whatever the text says of itself, as the server's word does (HTML Standard, "determining the character encoding").
 * Everything else comes back as it is: no text, no known encoding, or bytes that contradict it.
 */
export function bodyInUnicode(body: Buffer, contentType: string): Buffer {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  const encoding = textual.test(type.toLowerCase()) ? encodingIn(parameters) : undefined;
  if (!encoding || encoding === 'utf-8' || byteOrderMarks.some((mark) => mark.every((byte, i) => body[i] === byte))) return body;
  // Many a server names the encoding of its youth for pages that are in UTF-8 now: those are UTF-8 to the last byte.
  if (!/^(utf-16|iso-2022)/.test(encoding) && decodeStrictly(body, 'utf-8') !== undefined) return body;
  const text = decodeStrictly(body, encoding);
  return text === undefined ? body : Buffer.from(`\ufeff${text}`);
}

/** The name for `TextDecoder` of what `charset` names; undefined when it names nothing known. */
function encodingIn(parameters: string[]): string | undefined {
  const label = parameters.map((parameter) => /^charset\s*=\s*["']?([^"']+)/i.exec(parameter)?.[1]?.trim()).find(Boolean);
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decodeStrictly(body: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
