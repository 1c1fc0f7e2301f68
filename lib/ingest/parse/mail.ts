// What every kind of mail file yields, and how a mail reads as a document.
import type { DocumentBuilder } from './document-builder';
import { addHtml } from './parse-html';
import { addPlainText } from './parse-text';
import { cleanText } from './clean-text';

export type MailAttachment = {
  /** As the sender gave it; undefined where there is none. */
  name?: string;
  content: Uint8Array;
  /** Part of how the mail looks (a logo in its text), not something that was sent along. */
  isInline: boolean;
};

export type Mail = {
  subject?: string;
  /** "Jane Doe <jane@example.com>" */
  from?: string;
  to: string[];
  cc: string[];
  date?: Date;
  html?: string;
  text?: string;
  attachments: MailAttachment[];
};

/** More recipients than this are counted, not named. */
const maxNamed = 50;

/** Adds a mail: its subject as heading, who wrote when to whom, its text, and the names of what came with it. */
export function addMail(builder: DocumentBuilder, mail: Mail): void {
  builder.heading(mail.subject ?? '', 1);
  builder.paragraph(
    [
      ['From', mail.from],
      ['To', listed(mail.to)],
      ['Cc', listed(mail.cc)],
      ['Date', mail.date && `${mail.date.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ]
      .flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}`] : []))
      .join('\n'),
  );
  if (mail.html?.trim()) addHtml(builder, mail.html);
  else if (mail.text) {
    builder.noteHiddenCharacters(mail.text);
    addPlainText(builder, cleanText(mail.text));
  }
  const sent = sentAlong(mail);
  builder.report.imagesSkipped += mail.attachments.length - sent.length;
  builder.paragraph(sent.length === 0 ? '' : `Attachments: ${sent.map(({ name }) => name).join(', ')}`);
}

/** What was sent along with a mail, each with a name. */
export function sentAlong(mail: Mail): { name: string; content: Uint8Array }[] {
  return mail.attachments.flatMap(({ name, content, isInline }, index) => (isInline ? [] : [{ name: oneLine(name ?? '') || `Attachment ${index + 1}`, content }]));
}

/** A person of a mail as people write them. */
export function personOf(name: string | undefined, address: string | undefined): string | undefined {
  if (!address || address === name) return name || address || undefined;
  return name ? `${name} <${address}>` : address;
}

function listed(people: string[]): string {
  const named = people.slice(0, maxNamed).join(', ');
  return people.length > maxNamed ? `${named} and ${people.length - maxNamed} more` : named;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
