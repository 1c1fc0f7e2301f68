// Runs of a Word document that nobody sees who opens it (I1). mammoth reads them like all others, so they are emptied
// before; the XML is only scanned, because it has to go on to mammoth as it is.
import type { DocumentBuilder } from './document-builder';
import { colourOf, hiddenBy, type Look } from './hidden-look';
import { allElements, element, elements, readXmlTree, type XmlElement } from './read-xml';

type Run = { look: Look; background: Look['background']; texts: { start: number; end: number }[] };
type Place = { background: Look['background'] };

/** Styles of tables that shade nothing. All others may put any colour under the words. */
const plainTableStyles = /^(TableGrid|TableNormal|Tabellenraster|NormaleTabelle|Grilledutableau|TableNormal1)?$/i;

/** The XML of a part with the words of hidden runs taken out; they are noted in the report. */
export function withoutHiddenRuns(builder: DocumentBuilder, xml: string, styles: WordStyles): string {
  const tag = /<(\/?)w:(background|tbl|tblStyle|tc|tcPr|p|pPr|pStyle|r|rPr|rStyle|vanish|webHidden|color|sz|shd|highlight|t|txbxContent)(?=[\s/>])([^>]*)>/g;
  const cuts: { start: number; end: number }[] = [];
  const places: Place[] = [{ background: undefined }];
  const runs: Run[] = [];
  /** What the properties at hand belong to. */
  const owners: ('tcPr' | 'pPr' | 'rPr')[] = [];
  let paragraph: { look: Look; background: Look['background'] } = { look: {}, background: undefined };
  for (let match = tag.exec(xml); match; match = tag.exec(xml)) {
    const [whole, closing, name, attributes = ''] = match;
    const isEmpty = attributes.endsWith('/');
    const value = (attribute: string) => new RegExp(`w:${attribute}="([^"]*)"`).exec(attributes)?.[1];
    const run = runs.at(-1);
    const owner = owners.at(-1);
    if (name === 'tbl' || name === 'tc' || name === 'txbxContent') {
      if (closing) places.pop();
      else if (!isEmpty) places.push({ background: name === 'txbxContent' ? 'unknown' : places.at(-1)?.background });
    } else if (name === 'tcPr' || name === 'pPr' || name === 'rPr') {
      if (closing) owners.pop();
      else if (!isEmpty) owners.push(name);
    } else if (closing) {
      if (name === 'r' && run) {
        runs.pop();
        cutHidden(run);
      }
    } else if (name === 'background') setBackground(places, colourOf(value('color')));
    else if (name === 'tblStyle' && !plainTableStyles.test(value('val') ?? '')) setBackground(places, 'unknown');
    else if (name === 'p') paragraph = { look: {}, background: places.at(-1)?.background };
    else if (name === 'pStyle') {
      const style = styles.look('paragraph', value('val'));
      paragraph = { look: style, background: style.background ?? paragraph.background };
    } else if (name === 'r' && !isEmpty) runs.push({ look: { ...paragraph.look }, background: paragraph.background, texts: [] });
    else if (name === 'shd') {
      const fill = value('fill');
      const shade = fill === undefined || fill === 'auto' ? undefined : (colourOf(fill) ?? 'unknown');
      if (owner === 'tcPr' && shade !== undefined) setBackground(places, shade);
      else if (owner === 'pPr' && shade !== undefined) paragraph.background = shade;
      else if (run && owner === 'rPr' && shade !== undefined) run.background = shade;
    } else if (name === 't' && run && !isEmpty) {
      const start = match.index + whole.length;
      run.texts.push({ start, end: xml.indexOf('<', start) });
    } else if (run && owner === 'rPr') applyProperty(run, name ?? '', value, styles);
  }
  return withoutCuts(xml, cuts);

  function cutHidden(run: Run): void {
    const background = run.background ?? run.look.background;
    const hidden = hiddenBy({ ...run.look, ...(background !== undefined && { background }) });
    if (!hidden || run.texts.length === 0) return;
    const words = run.texts.map(({ start, end }) => xml.slice(start, end)).join('');
    if (words.trim() !== '') builder.hide(hidden, unescaped(words));
    cuts.push(...run.texts);
  }
}

function setBackground(places: Place[], background: Look['background']): void {
  const place = places.at(-1);
  if (place) place.background = background;
}

function applyProperty(run: Run, name: string, value: (attribute: string) => string | undefined, styles: WordStyles): void {
  switch (name) {
    case 'rStyle':
      Object.assign(run.look, styles.look('character', value('val')));
      return;
    case 'vanish':
      run.look.marked = isOn(value('val'));
      return;
    case 'color':
      run.look.colour = colourOf(value('val'));
      return;
    case 'sz':
      run.look.points = Number(value('val')) / 2;
      return;
    case 'highlight':
      if (value('val') !== 'none') run.background = 'unknown';
  }
}

function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(0|false|off)$/.test(value);
}

function withoutCuts(xml: string, cuts: { start: number; end: number }[]): string {
  let kept = '';
  let at = 0;
  // A run in a text box ends before the run that the box hangs on.
  for (const { start, end } of cuts.toSorted((one, other) => one.start - other.start)) {
    kept += xml.slice(at, start);
    at = Math.max(at, end);
  }
  return kept + xml.slice(at);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** How the styles of a document make words look. */
export class WordStyles {
  private readonly styles: Map<string, XmlElement>;

  constructor(bytes: Uint8Array | undefined) {
    const root = bytes && element(readXmlTree(bytes), 'styles');
    this.styles = new Map(elements(root, 'style').map((style) => [`${style.attributes.type ?? ''} ${style.attributes.styleId ?? ''}`, style]));
  }

  look(type: 'paragraph' | 'character', id: string | undefined): Look {
    const chain: XmlElement[] = [];
    for (let next = id; next !== undefined && chain.length < 20; ) {
      const style = this.styles.get(`${type} ${next}`);
      if (!style) break;
      chain.unshift(style);
      next = element(style, 'basedOn')?.attributes.val;
    }
    const look: Look = {};
    for (const style of chain) {
      const properties = element(style, 'rPr');
      const vanish = element(properties, 'vanish');
      if (vanish) look.marked = isOn(vanish.attributes.val);
      const colour = element(properties, 'color');
      if (colour) look.colour = colourOf(colour.attributes.val);
      const size = element(properties, 'sz');
      if (size) look.points = Number(size.attributes.val) / 2;
      const fill = allElements(style, 'shd')[0]?.attributes.fill;
      if (fill !== undefined && fill !== 'auto') look.background = colourOf(fill) ?? 'unknown';
    }
    return look;
  }
}
