import { DocumentBuilder } from './document-builder';
import { pointsOf } from './hidden-look';
import { readOdf, type OdfStyles } from './odf-styles';
import { OdfText, wordsIn } from './odf-text';
import type { ParsedDocument } from './parsed-document';
import { element, elements, readXmlTree, type XmlElement } from './read-xml';
import { notesHeading } from './slide-notes';

/** OpenDocument slides: each a page with its title as heading, its lists, tables and speaker notes. */
export async function parseOdp(path: string): Promise<ParsedDocument> {
  const { content, styles, title } = await readOdf(path);
  const root = element(readXmlTree(content), 'document-content');
  styles.add(element(root, 'automatic-styles'));
  const builder = new DocumentBuilder();
  const text = new OdfText(builder, styles);
  const slides = elements(element(root, 'body', 'presentation'), 'page');
  slides.forEach((slide, index) => {
    const blocks = builder.blocks.length;
    if (styles.property('drawing-page', slide.attributes['style-name'], 'drawing-page-properties', 'visibility') === 'hidden') {
      builder.hide('slide', wordsIn(slide));
      builder.leaveOutPage(index + 1, styles.pageSize);
      return;
    }
    addSlide(builder, text, styles, slide, index + 1);
    builder.page(index + 1, builder.blocks[blocks]?.start, styles.pageSize);
  });
  text.addNotes();
  builder.report.pages = slides.length;
  return builder.finish('odp', builder.firstPageHeading ?? title);
}

function addSlide(builder: DocumentBuilder, text: OdfText, styles: OdfStyles, slide: XmlElement, page: number): void {
  const shapes = elements(slide).filter((shape) => shape.name !== 'notes' && !isOutside(builder, shape, styles.pageSize));
  const isTitle = (shape: XmlElement) => shape.attributes.class === 'title' && shape.attributes.placeholder !== 'true';
  // The title is read first wherever it stands in the file.
  const title = shapes.find(isTitle);
  if (title) builder.heading(wordsIn(title).replaceAll('\n', ' '), 2, page);
  for (const shape of shapes) {
    if (shape === title || shape.attributes.placeholder === 'true' || /^(date-time|footer|header|page-number)$/.test(shape.attributes.class ?? '')) continue;
    text.add({ name: '', attributes: {}, children: [shape] }, page);
  }
  const notes = elements(element(slide, 'notes')).filter((shape) => shape.attributes.class === 'notes' && shape.attributes.placeholder !== 'true');
  if (!notes.some((shape) => wordsIn(shape).trim())) return;
  builder.heading(notesHeading, 3, page);
  for (const shape of notes) text.add(shape, page);
}

/** Whether a shape with words lies wholly off the slide; its words are noted. */
function isOutside(builder: DocumentBuilder, shape: XmlElement, size: { width: number; height: number }): boolean {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => pointsOf(shape.attributes[name]));
  if (x === undefined || y === undefined || !wordsIn(shape).trim()) return false;
  if (x < size.width && y < size.height && x + (width ?? 0) > 0 && y + (height ?? 0) > 0) return false;
  builder.hide('off-page', wordsIn(shape));
  return true;
}
