import PDFDocument from 'pdfkit';

/** What stands in a policy, from top to bottom. */
export type PolicyPart =
  | { heading: string; level: 1 | 2 }
  | { text: string }
  | { list: string[] }
  | { table: string[][]; widths: number[] };

/** A policy as a PDF on A4, with a running header and page numbers. `date` keeps the file the same on every run. */
export function policyPdf(title: string, version: string, parts: PolicyPart[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margins: { top: 84, bottom: 72, left: 64, right: 64 }, bufferPages: true, info: { Title: title, CreationDate: new Date('2026-01-05T09:00:00Z') } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  document.font('Helvetica-Bold').fontSize(24).text(title).moveDown(0.2);
  document.font('Helvetica').fontSize(10).fillColor('#555555').text(version).fillColor('#000000').moveDown(1.2);
  for (const part of parts) addPart(document, part);
  const pages = document.bufferedPageRange().count;
  for (let page = 0; page < pages; page += 1) {
    document.switchToPage(page);
    // Text in the margins would otherwise start a new page.
    document.page.margins.bottom = 0;
    document.font('Helvetica').fontSize(8).fillColor('#777777');
    document.text(`Harbour & Pine Ltd. | ${title}`, 64, 40, { lineBreak: false });
    document.text(`Page ${page + 1} of ${pages}`, 64, 800, { lineBreak: false });
  }
  const finished = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.end();
  return finished;
}

function addPart(document: PDFKit.PDFDocument, part: PolicyPart): void {
  if ('heading' in part) {
    if (document.y > 680) document.addPage();
    document.moveDown(0.4).font('Helvetica-Bold').fontSize(part.level === 1 ? 16 : 12.5).text(part.heading).moveDown(0.4);
  } else if ('text' in part) {
    document.font('Helvetica').fontSize(10.5).text(part.text, { lineGap: 2.5 }).moveDown(0.7);
  } else if ('list' in part) {
    document.font('Helvetica').fontSize(10.5);
    for (const item of part.list) document.text(`•  ${item}`, 72, document.y, { lineGap: 2.5, indent: 0, width: 460 }).moveDown(0.25);
    document.x = 64;
    document.moveDown(0.5);
  } else {
    if (document.y + part.table.length * 24 > 760) document.addPage();
    document.font('Helvetica').fontSize(9.5);
    document.table({ columnStyles: part.widths, defaultStyle: { padding: 5 }, data: part.table.map((row, index) => row.map((text) => (index === 0 ? { text, font: { src: 'Helvetica-Bold' } } : { text }))) });
    document.x = 64;
    document.font('Helvetica').moveDown(1.2);
  }
}
