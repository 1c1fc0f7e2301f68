// Mails for tests, made on the spot.
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner';

/** A mail as programs save it: HTML and text, with attachments in base64. */
export function emlFile(attachments: { name: string; content: string | Uint8Array; type?: string }[] = [], headers = ''): string {
  const parts = attachments.map(
    ({ name, content, type = 'application/octet-stream' }) =>
      `--cut\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  );
  return [
    'From: "Doe, Jane" <jane@example.com>',
    'To: Roe <roe@example.com>, poe@example.com',
    'Cc: Team: a@example.com, b@example.com;',
    'Subject: =?utf-8?B?QW5nZWJvdCBmw7xyIFN0w7xobGU=?=',
    'Date: Mon, 02 Mar 2026 10:30:00 +0100',
    ...(headers ? [headers] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=cut',
    '',
    '--cut',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'plain gr=FC=DFe',
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<html><body><p>The <a href="https://example.com/offer">offer</a> is attached.</p><div style="display:none">preheader</div><table><tr><th>Chair</th><th>Price</th></tr><tr><td>Tern</td><td>289</td></tr></table></body></html>',
    '--inner--',
    ...parts,
    '--cut--',
    '',
  ].join('\r\n');
}

// Kinds of entries of a compound file.
const directory = 1 as Entry['type'];
const stream = 2 as Entry['type'];
const root = 5 as Entry['type'];

/** A mail as Outlook saves it, with one attachment. */
export function msgFile(mail: { subject: string; body: string; attachment: { name: string; content: string } }): Uint8Array {
  const entries: Entry[] = [];
  const add = (name: string, type: Entry['type'], bytes?: Uint8Array): number => {
    const entry: Entry = { name, type, length: bytes?.length ?? 0, children: [] };
    // It takes the buffer behind the bytes, which a small Buffer shares with others.
    if (bytes) entry.binaryProvider = () => Uint8Array.from(bytes);
    return entries.push(entry) - 1;
  };
  const inside = (parent: number, children: number[]) => {
    const entry = entries[parent];
    if (entry) entry.children = children;
  };
  const text = (id: string, value: string) => add(`__substg1.0_${id}001F`, stream, Buffer.from(value, 'utf16le'));
  const top = add('Root Entry', root);
  const recipient = add('__recip_version1.0_#00000000', directory);
  const attached = add('__attach_version1.0_#00000000', directory);
  inside(top, [
    add('__properties_version1.0', stream, new Uint8Array(32)),
    text('0037', mail.subject),
    text('1000', mail.body),
    text('0C1A', 'Jane Doe'),
    text('0C1F', 'jane@example.com'),
    add('__nameid_version1.0', directory),
    recipient,
    attached,
  ]);
  inside(recipient, [add('__properties_version1.0', stream, recipientProperties()), text('3001', 'Roe'), text('39FE', 'roe@example.com')]);
  inside(attached, [add('__properties_version1.0', stream, new Uint8Array(8)), text('3707', mail.attachment.name), add('__substg1.0_37010102', stream, Buffer.from(mail.attachment.content))]);
  return burn(entries);
}

/** PidTagRecipientType: a primary one ("to"). */
function recipientProperties(): Uint8Array {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(0x0c15_0003, 8);
  bytes.writeUInt32LE(6, 12);
  bytes.writeUInt32LE(1, 16);
  return bytes;
}
