import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sentAlong } from './mail';
import type { Attachment } from './parse-child';
import type { DocumentFormat } from './parsed-document';

/** Writes what was sent along with a mail to a folder, each file under its number: names are not ours to trust. */
export async function writeAttachments(file: string, format: DocumentFormat, folder: string): Promise<Attachment[]> {
  const mail = format === 'msg' ? await (await import('./parse-msg')).readMsg(file) : await (await import('./parse-eml')).readEml(file);
  const written: Attachment[] = [];
  for (const [index, { name, content }] of sentAlong(mail).entries()) {
    const target = path.join(folder, String(index + 1));
    await writeFile(target, content);
    written.push({ name, path: target });
  }
  return written;
}
