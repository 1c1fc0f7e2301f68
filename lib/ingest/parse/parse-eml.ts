import { readFile } from 'node:fs/promises';
import PostalMime, { type Address } from 'postal-mime';
import { damagedFile } from './damaged-file';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { addMail, personOf, type Mail } from './mail';
import type { ParsedDocument } from './parsed-document';

/** Beyond these nobody has written the mail by hand, nor with a program for people. */
const limits = { maxNestingDepth: 64, maxHeadersSize: 2_000_000 };

/** Mail as programs for mail save it (.eml): who wrote when to whom, its text, the names of its attachments. */
export async function parseEml(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const mail = await readEml(path);
  addMail(builder, mail);
  return builder.finish('eml', mail.subject);
}

/** A mail with its attachments; mails inside of it are attachments too. */
export async function readEml(path: string): Promise<Mail> {
  const email = await PostalMime.parse(asBytes(await readFile(path)), { ...limits, forceRfc822Attachments: true }).catch((error: unknown) => {
    throw damagedFile(error);
  });
  const date = email.date === undefined ? undefined : new Date(email.date);
  return {
    ...(email.subject && { subject: email.subject }),
    ...(email.from && { from: people([email.from])[0] }),
    to: people(email.to),
    cc: people(email.cc),
    ...(date && !Number.isNaN(date.getTime()) && { date }),
    ...(email.html && { html: email.html }),
    ...(email.text && { text: email.text }),
    attachments: email.attachments.map(({ filename, mimeType, content, related, disposition }, index) => ({
      name: filename ?? nameOf(mimeType, index + 1),
      content: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
      isInline: Boolean(related) || (disposition === 'inline' && mimeType.startsWith('image/')),
    })),
  };
}

/** Mail is bytes of ASCII with encodings inside of it; some programs save it as UTF-16 all the same. */
function asBytes(file: Buffer): Uint8Array {
  const { encoding } = decodeText(file.subarray(0, 4096), { partial: true });
  if (encoding === 'utf-16' || encoding === 'utf-32') return Buffer.from(decodeText(file).text);
  // A byte order mark, and the line that begins a mail in a mailbox.
  const [before = ''] = /^(?:\u00ef\u00bb\u00bf)?(?:From [^\n]*\n)?/.exec(file.toString('latin1', 0, 2048)) ?? [];
  return file.subarray(before.length);
}

function people(addresses: Address[] | undefined): string[] {
  return (addresses ?? []).flatMap((one) => (one.group ? people(one.group) : (personOf(one.name, one.address) ?? [])));
}

/** A name for an attachment without one, with an ending that says what it is. */
function nameOf(mimeType: string, number: number): string {
  const endings: Record<string, string> = { 'message/rfc822': 'eml', 'text/plain': 'txt', 'text/html': 'html', 'text/calendar': 'ics', 'application/pdf': 'pdf' };
  const ending = endings[mimeType] ?? (mimeType.startsWith('image/') ? mimeType.slice(6) : undefined);
  return `Attachment ${number}${ending ? `.${ending}` : ''}`;
}
