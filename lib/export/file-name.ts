const longest = 80;

/** Names that Windows keeps for itself. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A title as the name of a file that every system can keep: no paths, controls or marks of direction, not too long. */
export function exportFileName(title: string, extension: string): string {
  const clean = title
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/gu, '')
    .replaceAll(/[<>:"/\\|?*%]+/g, ' ')
    .replaceAll(/\s+/g, ' ');
  // Neither hidden nor ended by what Windows drops.
  const stem = [...clean].slice(0, longest).join('').replace(/^[\s.]+|[\s.]+$/g, '');
  return `${stem === '' || reserved.test(stem) ? 'Chat' : stem}.${extension}`;
}
