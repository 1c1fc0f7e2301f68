// The numbers before headings and items of OpenDocument files. They stand nowhere in a text: its styles say how to count.
import { formatOfSign, listNumber } from './list-number';
import { markNumber } from './marked-numbers';
import type { OdfStyles } from './odf-styles';

type Counters = (number | undefined)[];

const outline = Symbol('the numbering of headings');

export class OdfNumbers {
  private readonly counters = new Map<string | symbol, Counters>();

  constructor(private readonly styles: OdfStyles) {}

  /** The number of the next heading of a level, 1-based; `start` where the heading says so itself. Marked; '' for none. */
  heading(level: number, start?: string): string {
    return this.next(outline, undefined, level - 1, start);
  }

  /** A list begins: it counts anew, unless it goes on with the one before of its style. */
  begin(style: string | undefined, continues: boolean): void {
    if (!continues) this.counters.delete(style ?? '');
  }

  /** The number of the next item of a list at a 0-based depth; marked, '' for bullets. */
  item(style: string | undefined, depth: number, start?: string): string {
    return this.next(style ?? '', style, depth, start);
  }

  private next(key: string | symbol, style: string | undefined, depth: number, start: string | undefined): string {
    const levelAt = (at: number) => (key === outline ? this.styles.outlineLevel(at) : this.styles.listLevel(style, at));
    const startOf = (at: number) => Number(levelAt(at)?.['start-value'] ?? 1) || 1;
    const counters = this.counters.get(key) ?? [];
    this.counters.set(key, counters);
    for (let at = 0; at < depth; at += 1) counters[at] ??= startOf(at);
    counters[depth] = start === undefined ? (counters[depth] ?? startOf(depth) - 1) + 1 : Number(start) || 0;
    counters.length = depth + 1;
    const level = levelAt(depth);
    if (!level?.['num-format']) return '';
    const first = Math.max(0, depth + 1 - (Number(level['display-levels'] ?? 1) || 1));
    const shown = counters.slice(first).flatMap((count, at) => {
      const sign = levelAt(first + at)?.['num-format'];
      return sign ? [listNumber(count ?? 1, formatOfSign(sign))] : [];
    });
    return markNumber(`${level['num-prefix'] ?? ''}${shown.join('.')}${level['num-suffix'] ?? ''}`.trim());
  }
}
