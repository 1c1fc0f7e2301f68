import { readFile } from 'node:fs/promises';
import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { damagedFile } from './damaged-file';
import { decodeText } from './decode-text';
import { DocumentBuilder } from './document-builder';
import { addMail, personOf, type Mail, type MailAttachment } from './mail';
import type { ParsedDocument } from './parsed-document';
import { encodingOfPage } from './read-rtf';

/** Mail as Outlook saves it (.msg): who wrote when to whom, its text, the names of its attachments. */
export async function parseMsg(path: string): Promise<ParsedDocument> {
  const builder = new DocumentBuilder();
  const mail = await readMsg(path);
  addMail(builder, mail);
  return builder.finish('msg', mail.subject);
}

// The package is CommonJS: depending on who loads it, its class is the module or lies in it.
const MsgReader = 'default' in MsgReaderModule ? (MsgReaderModule.default as typeof MsgReaderModule) : MsgReaderModule;

/** A mail with its attachments; mails inside of it are attachments too. */
export async function readMsg(path: string): Promise<Mail> {
  const bytes = await readFile(path);
  try {
    return mailOf(bytes);
  } catch (error) {
    throw damagedFile(error);
  }
}

function mailOf(bytes: Buffer): Mail {
  const { reader, fields } = read(bytes);
  const recipients = (kind: string) => (fields.recipients ?? []).flatMap((one) => (one.recipType === kind ? (person(one.name, one.smtpAddress, one.email) ?? []) : []));
  const date = new Date(fields.messageDeliveryTime ?? fields.clientSubmitTime ?? Number.NaN);
  const html = fields.bodyHtml ?? (fields.html && decodeText(fields.html).text);
  if (!fields.subject && !fields.body && !html && !fields.senderName && !fields.attachments?.length) throw new Error('a mail without anything in it');
  const from = person(fields.senderName, fields.senderSmtpAddress, fields.senderEmail);
  return {
    ...(fields.subject && { subject: fields.subject }),
    ...(from && { from }),
    to: recipients('to'),
    cc: recipients('cc'),
    ...(!Number.isNaN(date.getTime()) && { date }),
    ...(html && { html }),
    ...(fields.body && { text: fields.body }),
    attachments: (fields.attachments ?? []).map((attachment) => attachmentOf(reader, attachment, html)),
  };
}

/** Older files hold bytes of a code page that they name; the reader has to be told before it reads. */
function read(bytes: Buffer): { reader: InstanceType<typeof MsgReader>; fields: FieldsData } {
  const content = () => new Uint8Array(bytes).buffer;
  const first = new MsgReader(content());
  const fields = first.getFileData();
  if (fields.error) throw new Error(fields.error);
  const page = fields.messageCodepage ?? fields.internetCodepage;
  const encoding = page === undefined || page === 1200 || page === 65001 ? undefined : encodingOfPage(page);
  if (!encoding || encoding === 'windows-1252') return { reader: first, fields };
  const reader = new MsgReader(content());
  reader.parserConfig = { ansiEncoding: encoding };
  return { reader, fields: reader.getFileData() };
}

function attachmentOf(reader: InstanceType<typeof MsgReader>, attachment: FieldsData, html: string | undefined): MailAttachment {
  const { content, fileName } = reader.getAttachment(attachment);
  const id = attachment.pidContentId;
  const name = attachment.fileName ?? attachment.fileNameShort ?? fileName;
  return {
    ...(name && { name: attachment.innerMsgContent && !/\.msg$/i.test(name) ? `${name}.msg` : name }),
    content,
    isInline: Boolean(attachment.attachmentHidden) || (id !== undefined && id !== '' && (html?.includes(`cid:${id}`) ?? false)),
  };
}

/** Outlook's own addresses ("/O=…/CN=JANE") say nothing to people. */
function person(name: string | undefined, smtp: string | undefined, address: string | undefined): string | undefined {
  return personOf(name, smtp ?? (address?.includes('@') ? address : undefined));
}
