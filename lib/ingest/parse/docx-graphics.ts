// Charts and diagrams (SmartArt) of a Word document lie in parts of their own, which mammoth does not open: their words
// are put where they are drawn.
import { readChart } from './office-chart';
import { allElements, element, elements, readXmlTreeOf, relationshipsOf } from './read-xml';

type Parts = ReadonlyMap<string, Uint8Array>;

/** By the relationship's id, what stands for a graphic of a part: WordprocessingML. */
export function graphicsOf(parts: Parts, name: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, kind, target, isExternal } of relationshipsOf(parts, name)) {
    const content = isExternal ? undefined : parts.get(target);
    if (content && kind === 'chart') found.set(id, chartXml(content));
    else if (content && kind === 'diagramData') found.set(id, diagramXml(content));
  }
  return found;
}

/** The XML of a part with the words of its charts and diagrams in their place. */
export function withGraphics(xml: string, graphics: ReadonlyMap<string, string>): string {
  if (graphics.size === 0) return xml;
  return xml.replace(/<w:drawing(?:\s[^>]*)?>(?:(?!<\/w:drawing>)[\s\S])*<\/w:drawing>/g, (drawing) => {
    const id = /<(?:\w+:)?(?:chart\s[^>]*r:id|relIds\s[^>]*r:dm)="([^"]*)"/.exec(drawing)?.[1];
    const words = id === undefined ? undefined : graphics.get(id);
    return words === undefined ? drawing : `<w:pict>${words}</w:pict>`;
  });
}

function chartXml(content: Uint8Array): string {
  const { title, tables } = readChart(content);
  const row = (cells: string[], index: number) => `<w:tr>${index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((cell) => `<w:tc>${paragraphXml(cell)}</w:tc>`).join('')}</w:tr>`;
  return `${title ? paragraphXml(title) : ''}${tables.map((rows) => `<w:tbl>${rows.map(row).join('')}</w:tbl>`).join('')}`;
}

function diagramXml(content: Uint8Array): string {
  const points = allElements(element(readXmlTreeOf(content), 'dataModel', 'ptLst'), 'pt').filter(({ attributes }) => !/^(pres|parTrans|sibTrans)$/.test(attributes.type ?? ''));
  return points.flatMap((point) => elements(element(point, 't'), 'p').map((paragraph) => allElements(paragraph, 't').flatMap((text) => text.children).join(''))).filter((words) => words.trim() !== '').map(paragraphXml).join('');
}

function paragraphXml(words: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</w:t></w:r></w:p>`;
}
