import { colourOf, hiddenBy } from './hidden-look';
import type { HiddenKind } from './parsed-document';
import { allElements, element, elements, readXmlTree, type XmlElement } from './read-xml';

/** How a number is shown. `decimals` undefined: as many as it has. */
export type CellFormat = { kind: 'number' | 'percent' | 'date' | 'time' | 'date-time'; decimals?: number; prefix?: string; suffix?: string };

/** The formats of the cells' styles, by style number. */
export function cellFormats(bytes: Uint8Array | undefined): CellFormat[] {
  if (!bytes) return [];
  const sheet = element(readXmlTree(bytes), 'styleSheet');
  const codes = formatCodes(sheet);
  return elements(element(sheet, 'cellXfs'), 'xf').map((style) => {
    const id = Number(style.attributes.numFmtId ?? 0);
    return cellFormat(codes.get(id) ?? builtInFormats[id] ?? 'General');
  });
}

/** How the cells' styles hide what stands in them, by style number: letters in white on nothing, or a format without any. */
export function hiddenStyles(bytes: Uint8Array | undefined): (HiddenKind | undefined)[] {
  if (!bytes) return [];
  const sheet = element(readXmlTree(bytes), 'styleSheet');
  const codes = formatCodes(sheet);
  const fonts = elements(element(sheet, 'fonts'), 'font');
  const fills = elements(element(sheet, 'fills'), 'fill');
  return elements(element(sheet, 'cellXfs'), 'xf').map(({ attributes }) => {
    const font = fonts[Number(attributes.fontId ?? 0)];
    const size = Number(element(font, 'sz')?.attributes.val ?? 11);
    const colour = colourOf(element(font, 'color')?.attributes.rgb?.slice(-6));
    const pattern = element(fills[Number(attributes.fillId ?? 0)], 'patternFill');
    const shade = element(pattern, 'fgColor')?.attributes.rgb?.slice(-6);
    const filled = pattern !== undefined && (pattern.attributes.patternType ?? 'none') !== 'none';
    const marked = /^;;;?$/.test(codes.get(Number(attributes.numFmtId)) ?? '');
    return hiddenBy({ marked, points: size, ...(colour !== undefined && { colour }), ...(filled && { background: colourOf(shade) ?? 'unknown' }) });
  });
}

function formatCodes(sheet: XmlElement | undefined): Map<number, string> {
  return new Map(allElements(element(sheet, 'numFmts'), 'numFmt').map((format) => [Number(format.attributes.numFmtId), format.attributes.formatCode ?? '']));
}

/** A number of a cell as a person sees it: dates as 2026-03-31, percentages with their sign. */
export function formatCell(text: string, format: CellFormat | undefined, from1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  switch (format?.kind) {
    case 'date':
    case 'time':
    case 'date-time':
      return formatDate(value, format.kind, from1904);
    case 'percent':
      return `${decimal(value * 100, format.decimals)}%`;
    case 'number':
      return `${format.prefix ?? ''}${decimal(value, format.decimals)}${format.suffix ?? ''}`;
    default:
      return decimal(value, undefined);
  }
}

const builtInFormats: Record<number, string> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy',
  18: 'h:mm', 19: 'h:mm:ss', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm', 37: '#,##0', 38: '#,##0', 39: '#,##0.00', 40: '#,##0.00', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss',
};

/** What a format code of Excel asks for. */
export function cellFormat(code: string): CellFormat {
  const positive = (code.split(';')[0] ?? '').replace(/\\(.)/g, '"$1"');
  const letters = positive.replace(/"[^"]*"|\[[^\]]*\]|_.|\*./g, '');
  const day = /[dy]/i.test(letters) || /^m+$/i.test(letters.trim());
  const time = /[hs]/i.test(letters);
  if (day || time) return { kind: day && time ? 'date-time' : day ? 'date' : 'time' };
  const digits = /[0#?][0#?,]*(?:\.([0#?]+))?/.exec(letters);
  const decimals = digits ? /^0*/.exec(digits[1] ?? '')?.[0].length : undefined;
  if (letters.includes('%')) return { kind: 'percent', ...(digits && !/[#?]/.test(digits[1] ?? '') && { decimals }) };
  const [before = '', after = ''] = positive.split(/[0#?][0#?,.]*/);
  const words = (part: string) => part.replace(/\[\$([^\]-]*)[^\]]*\]/g, '$1').replace(/\[[^\]]*\]|_.|\*.|"|General|@/g, '').trim();
  const prefix = words(before);
  const suffix = words(after);
  return {
    kind: 'number',
    ...(digits && !/[#?]/.test(digits[1] ?? '') && { decimals }),
    ...(digits && prefix && { prefix }),
    ...(digits && suffix && { suffix: ` ${suffix}` }),
  };
}

function decimal(value: number, decimals: number | undefined): string {
  if (decimals !== undefined && Math.abs(value) < 1e15) return value.toFixed(decimals);
  // Twelve digits hide the noise of binary fractions (0.1 + 0.2).
  return Math.abs(value) < 1e15 && Math.abs(value) > 1e-6 ? String(Number(value.toPrecision(12))) : String(value);
}

function formatDate(serial: number, kind: 'date' | 'time' | 'date-time', from1904: boolean): string {
  // Excel counts days from 1899-12-30, which also makes up for its leap day of 1900.
  const days = from1904 ? serial + 1462 : serial;
  const date = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  if (Number.isNaN(date.getTime())) return String(serial);
  const [day = '', time = ''] = date.toISOString().split('T');
  const clock = time.slice(0, time.slice(6, 8) === '00' ? 5 : 8);
  if (kind === 'date') return day;
  return kind === 'time' ? clock : `${day} ${clock}`;
}
