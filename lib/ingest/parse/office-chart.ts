// Charts of Word, Excel and PowerPoint keep the figures that they draw: a table of them is what a chart says.
import type { DocumentBuilder } from './document-builder';
import { cellFormat, formatCell } from './excel-format';
import { allElements, element, elements, readXmlTreeOf, type XmlElement } from './read-xml';

const mostPoints = 2_000;

export type Chart = {
  /** '' where it has none. */
  title: string;
  /** The first row names the series. Series over other categories are a table of their own. */
  tables: string[][][];
  /** Sheets of its own workbook that the figures are from. */
  sheets: string[];
};

type Series = { name: string; categories: string[]; values: string[] };

/** What a chart shows, from its part of the file. */
export function readChart(bytes: Uint8Array): Chart {
  const chart = element(readXmlTreeOf(bytes), 'chartSpace', 'chart');
  const series = allElements(element(chart, 'plotArea'), 'ser').map(seriesOf).filter(({ values }) => values.length > 0);
  const together = Map.groupBy(series, ({ categories }) => categories.join('\n'));
  return {
    title: allElements(element(chart, 'title'), 'p').map((paragraph) => allElements(paragraph, 't').map(textOf).join('')).join(' ').trim(),
    tables: [...together.values()].map(tableOf),
    sheets: [...new Set(allElements(element(chart, 'plotArea'), 'f').flatMap((reference) => /^(?:'((?:[^']|'')+)'|([^'!]+))!/.exec(textOf(reference))?.slice(1, 3).filter(Boolean) ?? []))].map((name) => name.replaceAll("''", "'")),
  };
}

/** Adds a chart, its title as caption; false when there is nothing in it to be read. */
export function addChart(builder: DocumentBuilder, { title, tables }: Chart, page?: number): boolean {
  builder.caption(title, page);
  for (const table of tables) builder.table(table, { header: true, ...(page !== undefined && { page }) });
  return title !== '' || tables.length > 0;
}

function tableOf(series: Series[]): string[][] {
  const categories = series[0]?.categories ?? [];
  const length = Math.min(mostPoints, Math.max(...series.map(({ values }) => values.length)));
  const rows = Array.from({ length }, (_, index) => [categories[index] ?? '', ...series.map(({ values }) => values[index] ?? '')]);
  return [['', ...series.map(({ name }, index) => name || `Series ${index + 1}`)], ...rows];
}

function seriesOf(series: XmlElement): Series {
  const values = element(series, 'val') ?? element(series, 'yVal');
  return { name: pointsOf(element(series, 'tx')).join(' '), categories: pointsOf(element(series, 'cat') ?? element(series, 'xVal')), values: pointsOf(values) };
}

/** The stored values of a reference or a list, by their number; categories on several levels are joined. */
function pointsOf(parent: XmlElement | undefined): string[] {
  const levels = allElements(parent, 'lvl');
  if (levels.length > 0) return joinedLevels(levels.map((level) => cached(level)));
  const [cache] = ['strCache', 'numCache', 'strLit', 'numLit'].flatMap((name) => allElements(parent, name));
  return cache ? cached(cache) : allElements(parent, 'v').map(textOf);
}

function cached(cache: XmlElement): string[] {
  const code = textOf(element(cache, 'formatCode'));
  const format = code ? cellFormat(code) : undefined;
  const isNumber = cache.name.startsWith('num');
  const points: string[] = [];
  for (const point of elements(cache, 'pt')) {
    const index = Number(point.attributes.idx);
    const value = textOf(element(point, 'v'));
    if (index < mostPoints) points[index] = isNumber ? formatCell(value, format, false) : value;
  }
  return Array.from(points, (point) => point ?? '');
}

/** The innermost level comes first; of the outer ones a word stands for all points up to the next. */
function joinedLevels(levels: string[][]): string[] {
  const [inner = [], ...outer] = levels;
  const last = outer.map(() => '');
  return inner.map((point, index) => {
    outer.forEach((level, at) => (last[at] = level[index] || (last[at] ?? '')));
    return [...last.toReversed(), point].filter(Boolean).join(' ');
  });
}

function textOf(node: XmlElement | undefined): string {
  return (node?.children ?? []).filter((child) => typeof child === 'string').join('');
}
