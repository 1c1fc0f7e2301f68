// The numbers that Word writes before headings, clauses and steps. They stand nowhere in a document: its numbering part
// says how to count. mammoth counts only whether there is a list.
import { listNumber } from './list-number';
import { markNumber } from './marked-numbers';
import { element, elements, readXmlTree, type XmlElement } from './read-xml';

type Level = { format: string; text: string; start: number; isLegal: boolean; /** Begins anew after the levels above this 0-based one: its own, where the file does not say. */ restartsBelow?: number; /** Of paragraphs on this level. */ style?: string };
type List = { /** Lists that count together. */ key: string; levels: (Level | undefined)[]; restarts: (number | undefined)[] };

const mostLevels = 9;
const mostBased = 20;

export class WordNumbers {
  private readonly lists = new Map<string, List>();
  private readonly styles: Map<string, XmlElement>;
  private readonly counters = new Map<string, (number | undefined)[]>();
  /** Lists whose own beginning has been made. */
  private readonly begun = new Set<string>();

  constructor(numbering: Uint8Array | undefined, styles: Uint8Array | undefined) {
    const root = numbering && element(readXmlTree(numbering), 'numbering');
    const abstracts = new Map(elements(root, 'abstractNum').map((each) => [each.attributes.abstractNumId ?? '', each]));
    this.styles = new Map(elements(styles && element(readXmlTree(styles), 'styles'), 'style').map((style) => [style.attributes.styleId ?? '', style]));
    for (const number of elements(root, 'num')) {
      const key = element(number, 'abstractNumId')?.attributes.val ?? '';
      const abstract = abstracts.get(key);
      const link = element(abstract, 'numStyleLink')?.attributes.val;
      const linked = link === undefined ? undefined : [...abstracts].find(([, each]) => element(each, 'styleLink')?.attributes.val === link);
      this.lists.set(number.attributes.numId ?? '', listOf(linked?.[0] ?? key, linked?.[1] ?? abstract, number));
    }
  }

  /** The XML of a part with the number of each numbered paragraph before its words, marked. */
  write(xml: string): string {
    if (this.lists.size === 0) return xml;
    return xml.replace(/<w:pPrChange[\s>][\s\S]*?<\/w:pPrChange>/g, '').replace(/<w:pPr(?:\s[^>]*)?>([\s\S]*?)<\/w:pPr>/g, (properties, inner: string) => {
      const number = markNumber(this.next(inner));
      return number === '' ? properties : `${properties}<w:r><w:t xml:space="preserve">${escaped(number)}</w:t></w:r>`;
    });
  }

  /** The number of the next paragraph, by the inner XML of its properties; '' for one without. */
  private next(properties: string): string {
    const direct = /<w:numPr(?:\s[^>]*)?>([\s\S]*?)<\/w:numPr>/.exec(properties)?.[1];
    const style = /<w:pStyle\s[^>]*w:val="([^"]*)"/.exec(properties)?.[1];
    const fromStyle = this.ofStyle(style);
    const id = valueOf(direct, 'numId') ?? fromStyle?.id;
    const list = id === undefined ? undefined : this.lists.get(id);
    if (id === undefined || !list) return '';
    const depth = Math.min(mostLevels - 1, Math.max(0, Number(valueOf(direct, 'ilvl') ?? fromStyle?.depth ?? 0) || 0));
    const level = list.levels[depth];
    if (!level || level.format === 'bullet') return '';
    const counters = this.count(id, list, depth);
    if (level.format === 'none') return level.text.replace(/%\d/g, '').trim();
    return level.text.replace(/%([1-9])/g, (_, place: string) => numberAt(list, counters, Number(place) - 1, level.isLegal)).trim();
  }

  private count(id: string, list: List, depth: number): (number | undefined)[] {
    const counters = this.counters.get(list.key) ?? [];
    this.counters.set(list.key, counters);
    if (!this.begun.has(id)) {
      this.begun.add(id);
      for (const [level, start] of list.restarts.entries()) if (start !== undefined) [counters.length, counters[level]] = [level, start - 1];
    }
    const startOf = (level: number) => list.levels[level]?.start ?? 1;
    // Levels that were passed over have been counted too.
    for (let level = 0; level < depth; level += 1) counters[level] ??= startOf(level);
    counters[depth] = (counters[depth] ?? startOf(depth) - 1) + 1;
    for (let level = depth + 1; level < mostLevels; level += 1) if (depth < (list.levels[level]?.restartsBelow ?? level)) counters[level] = undefined;
    return counters;
  }

  private ofStyle(style: string | undefined): { id: string; depth: string | undefined } | undefined {
    for (let [id, left] = [style, mostBased]; id !== undefined && left > 0; left -= 1) {
      const found: XmlElement | undefined = this.styles.get(id);
      const numbering = element(found, 'pPr', 'numPr');
      const number = element(numbering, 'numId')?.attributes.val;
      if (number !== undefined) return { id: number, depth: element(numbering, 'ilvl')?.attributes.val ?? this.depthOf(number, id) };
      id = element(found, 'basedOn')?.attributes.val;
    }
    return undefined;
  }

  /** A list may name the styles of its levels instead of the styles their levels. */
  private depthOf(number: string, style: string): string | undefined {
    const depth = this.lists.get(number)?.levels.findIndex((level) => level?.style === style) ?? -1;
    return depth < 0 ? undefined : String(depth);
  }
}

function listOf(key: string, abstract: XmlElement | undefined, number: XmlElement): List {
  const list: List = { key, levels: [], restarts: [] };
  for (const level of elements(abstract, 'lvl')) setLevel(list, level.attributes.ilvl, level);
  for (const override of elements(number, 'lvlOverride')) {
    const own = element(override, 'lvl');
    if (own) setLevel(list, override.attributes.ilvl, own);
    const start = element(override, 'startOverride')?.attributes.val;
    if (start !== undefined) list.restarts[Number(override.attributes.ilvl ?? 0)] = Number(start) || 0;
  }
  return list;
}

function setLevel(list: List, depth: string | undefined, level: XmlElement): void {
  const value = (name: string) => element(level, name)?.attributes.val;
  const style = value('pStyle');
  const restart = value('lvlRestart');
  if (!(Number(depth) < mostLevels)) return;
  list.levels[Number(depth)] = {
    format: value('numFmt') ?? 'decimal',
    text: value('lvlText') ?? '',
    start: Number(value('start') ?? 1) || 0,
    isLegal: element(level, 'isLgl') !== undefined,
    ...(restart !== undefined && { restartsBelow: Number(restart) || 0 }),
    ...(style !== undefined && { style }),
  };
}

function valueOf(xml: string | undefined, name: string): string | undefined {
  return xml === undefined ? undefined : new RegExp(`<w:${name}\\s[^>]*w:val="([^"]*)"`).exec(xml)?.[1];
}

function numberAt(list: List, counters: (number | undefined)[], depth: number, isLegal: boolean): string {
  const level = list.levels[depth];
  return listNumber(counters[depth] ?? level?.start ?? 1, isLegal ? 'decimal' : (level?.format ?? 'decimal'));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
