/** The text of some bytes: UTF-8, UTF-16 (with or without a byte order mark), else Windows-1252. */
export function decodeText(bytes: Uint8Array, options: { partial?: boolean } = {}): { text: string; encoding: 'utf-8' | 'utf-16' | 'windows-1252' } {
  const utf16 = utf16Variant(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), encoding: 'utf-16' };
  try {
    // `stream` keeps a character that the cut of a sample splits from looking like an error.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: options.partial ?? false }), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function utf16Variant(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  // Western text in UTF-16 has a zero in nearly every second byte, and in none of the others.
  const many = sample.length * 0.3;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
  return undefined;
}
