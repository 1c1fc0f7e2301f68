import { withoutInvisible } from '@/lib/ingest/parse/invisible-characters';

/** Longest name that is kept, in UTF-16 code units. */
const longest = 200;

/**
 * A name as people gave it, made safe to keep and to show: the last part of a path, in NFC, without control characters,
 * marks that reverse the direction of text, and other characters that nobody sees. Files are stored under ids of our own, so it never is a path.
 */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = withoutInvisible(last.toWellFormed())
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u0085\u2028\u2029]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (clean === '' || /^\.+$/.test(clean)) return 'Untitled';
  if (clean.length <= longest) return clean;
  const extension = /\.[^. ]{1,12}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, longest - extension.length).toWellFormed().replace(/\ufffd$/, '').trimEnd() + extension;
}

/** A name with the folders that a file came from before it, cleaned part by part: "guides/setup/install.md". The file's own name is kept whole. */
export function cleanFilePath(folder: string | undefined, name: string): string {
  const file = cleanFileName(name);
  const folders = (folder ?? '').split(/[/\\]/).filter((part) => !/^\.*$/.test(part)).map(cleanFileName);
  const room = longest - file.length - 1;
  const path = folders.join('/');
  // Of a path that is too long, what stands nearest to the file says most.
  const kept = path.length <= room ? path : path.slice(path.length - room).replace(/^[^/]*\/?/, '');
  return kept ? `${kept}/${file}` : file;
}

/** The name with a number that is not taken yet: "Plan (2).pdf". */
export function numberedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const extension = /\.[^. /]{1,12}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 2; ; number++) {
    const candidate = `${stem} (${number})${extension}`;
    if (!taken.has(candidate)) return candidate;
  }
}
