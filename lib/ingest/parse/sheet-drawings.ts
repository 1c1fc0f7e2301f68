// What lies over and beside the cells of an Excel sheet.
import type { DocumentBuilder } from './document-builder';
import { addChart, readChart } from './office-chart';
import { allElements, element, elements, readXmlTreeOf, relationshipsOf, type XmlElement } from './read-xml';

type Parts = ReadonlyMap<string, Uint8Array>;

/** What Excel writes for older versions of itself before a comment that is a conversation. */
const threadPreface = /^\[Threaded comment\][\s\S]*?\n\s*\n?(?=[^\n]*:\s*\n)/;

/** The drawing and the comments of a sheet; undefined when it has neither. Of charts over `visible` sheets only the titles are new. */
export function besideSheet(parts: Parts, sheet: string, visible: ReadonlySet<string>): { add(builder: DocumentBuilder): void } | undefined {
  const related = relationshipsOf(parts, sheet).filter(({ kind, isExternal }) => !isExternal && (kind === 'drawing' || kind === 'comments'));
  const found = related.flatMap(({ kind, target }) => {
    const content = parts.get(target);
    return content ? [{ kind, target, content }] : [];
  });
  if (found.length === 0) return undefined;
  return {
    add(builder) {
      for (const { kind, target, content } of found) {
        if (kind === 'drawing') addDrawing(builder, parts, target, visible);
        else addComments(builder, content);
      }
    },
  };
}

function addDrawing(builder: DocumentBuilder, parts: Parts, name: string, visible: ReadonlySet<string>): void {
  const charts = new Map(relationshipsOf(parts, name).flatMap(({ id, target, isExternal }) => (isExternal ? [] : [[id, parts.get(target)] as const])));
  for (const shape of shapesOf(readXmlTreeOf(parts.get(name)))) {
    if (shape.name === 'pic') builder.report.imagesSkipped += 1;
    else if (shape.name === 'sp') addTextBox(builder, shape);
    else {
      const content = charts.get(allElements(shape, 'chart')[0]?.attributes['r:id'] ?? '');
      const chart = content && readChart(content);
      const isShown = chart !== undefined && chart.sheets.length > 0 && chart.sheets.every((sheet) => visible.has(sheet));
      if (isShown) builder.caption(chart.title);
      else if (!chart || !addChart(builder, chart)) builder.report.imagesSkipped += 1;
    }
  }
}

/** Shapes in the order of the file; groups are opened, of alternatives the first is taken. */
function shapesOf(parent: XmlElement | undefined): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (child.name === 'AlternateContent') return shapesOf(elements(child)[0]);
    return ['pic', 'sp', 'graphicFrame'].includes(child.name) ? [child] : shapesOf(child);
  });
}

function addTextBox(builder: DocumentBuilder, shape: XmlElement): void {
  const lines = elements(element(shape, 'txBody'), 'p').map((paragraph) => elements(paragraph).map((run) => (run.name === 'br' ? '\n' : elements(run, 't').map(textOf).join(''))).join(''));
  const isHidden = allElements(shape, 'cNvPr').some(({ attributes }) => attributes.hidden === '1' || attributes.hidden === 'true');
  if (isHidden && lines.join('').trim() !== '') builder.hide('marked', lines.join(' '));
  else if (!isHidden) for (const line of lines) builder.paragraph(line);
}

function addComments(builder: DocumentBuilder, content: Uint8Array): void {
  for (const comment of allElements(readXmlTreeOf(content), 'comment')) {
    const words = allElements(element(comment, 'text'), 't').map(textOf).join('').replace(/\r\n?/g, '\n').replace(threadPreface, '').trim();
    if (words) builder.paragraph(`Comment on ${comment.attributes.ref ?? 'a cell'}: ${words}`);
  }
}

function textOf(node: XmlElement): string {
  return node.children.filter((child) => typeof child === 'string').join('');
}
