import { DocumentBuilder } from './document-builder';
import { readOdf } from './odf-styles';
import { OdfText } from './odf-text';
import type { ParsedDocument } from './parsed-document';
import { element, readXmlTree } from './read-xml';

/** OpenDocument text: headings, lists, tables, notes and text boxes; without headers, footers, comments and deleted text. */
export async function parseOdt(path: string): Promise<ParsedDocument> {
  const { content, styles, title } = await readOdf(path);
  const root = element(readXmlTree(content), 'document-content');
  styles.add(element(root, 'automatic-styles'));
  const builder = new DocumentBuilder();
  const text = element(root, 'body', 'text');
  const reader = new OdfText(builder, styles);
  if (text) reader.add(text);
  reader.addNotes();
  return builder.finish('odt', builder.firstHeading ?? title);
}
