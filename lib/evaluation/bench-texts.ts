import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Entry } from './beir-folder';
import { mulberry32 } from './measures';

/** Sections of a short text: a few hundred words. */
const shortText = 4;
/** Sections of the longest text that is put together. */
const longestText = 40;

/** Writes text files of a few hundred words each, no two alike, put together from entries. Returns their paths. */
export function writeShortTexts(folder: string, entries: Entry[], count: number): Promise<string[]> {
  const draw = drawFrom(entries);
  return writeTexts(folder, 'report', Array.from({ length: count }, () => draw(shortText)));
}

/**
 * Writes text files as long as documents are. Where entries are pieces of articles (they share a title, as in a corpus
 * made of web pages), each article is a file. Where they are not, files have 1 to 40 of them, as many of 1 to 2 as of 20
 * to 40: lengths of documents are spread over orders of magnitude, most of them short and most of the text in the long ones.
 */
export function writeSpreadTexts(folder: string, entries: Entry[], count: number): Promise<string[]> {
  const articles = [...Map.groupBy(entries.filter(({ title }) => title !== ''), ({ title }) => title).values()];
  // Titles that are fewer than files, or as many as entries, name no articles.
  if (articles.length >= count && articles.some((article) => article.length > 1)) return writeTexts(folder, 'article', articles.slice(0, count));
  const draw = drawFrom(entries);
  return writeTexts(folder, 'article', Array.from({ length: count }, (_, n) => draw(Math.round(longestText ** (n / Math.max(count - 1, 1))))));
}

function drawFrom(entries: Entry[]): (sections: number) => Entry[] {
  const random = mulberry32(7);
  return (sections) => Array.from({ length: sections }, () => entries[Math.floor(random() * entries.length)]).filter((entry) => entry !== undefined);
}

async function writeTexts(folder: string, name: string, texts: Entry[][]): Promise<string[]> {
  const files: string[] = [];
  for (const [n, parts] of texts.entries()) {
    const file = path.join(folder, `${name}-${n + 1}.md`);
    const sections = parts.map(({ title, text }, i) => `## ${title || 'Section'} ${n + 1}.${i + 1}\n\n${text}`);
    await writeFile(file, `# ${name} ${n + 1}\n\n${sections.join('\n\n')}\n`);
    files.push(file);
  }
  return files;
}
