import { setImmediate } from 'node:timers/promises';
import { cutUnits, type Unit } from './chunk-units';
import { pageNoun } from './parse/document-formats';
import type { Block, ParsedDocument, Span } from './parse/parsed-document';

/** A passage: `text` is exactly the canonical text between `start` and `end`. */
export type Chunk = Span & {
  /** 0-based position in the document. */
  ordinal: number;
  text: string;
  /** Title › heading path, and the header row for the later parts of a table. Searched and embedded before the text. */
  context: string;
  /** The nearest heading above. */
  heading?: string;
  /** 1-based page or slide on which the passage begins. */
  page?: number;
  /** Tokens of context and text together, with the model's own marks: what the model will see. */
  tokens: number;
};

export type ChunkOptions = {
  /** The document's title, or its name where it has none. */
  title: string;
  /** Tokens of a text for the embedding model; whether its own marks are counted is found out. */
  countTokens: (text: string) => number;
  /** What the model reads at most, in tokens, marks included; 256 when not given. */
  maxTokens?: number;
};

const contextTokens = 48;
const headerTokens = 48;
/** How long a document may hold up the rest of its process at a time. */
const stepMilliseconds = 30;
/** [CLS] and [SEP]. */
const markTokens = 2;

type Section = { path: string[]; blocks: Block[] };

/**
 * Cuts a document into passages along its structure: never across sections, at sentence ends where a paragraph is too
 * long, between rows where a table is. Together they hold every character that is not white space once, in order.
 */
export function chunk(document: ParsedDocument, options: ChunkOptions): Chunk[] {
  return [...chunksOf(document, options)];
}

/** As `chunk`, but lets other work of the process go on in between: counting the tokens of 50 MB takes a minute. */
export async function chunkInSteps(document: ParsedDocument, options: ChunkOptions & { signal?: AbortSignal }): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  let pause = performance.now() + stepMilliseconds;
  for (const one of chunksOf(document, options)) {
    chunks.push(one);
    if (performance.now() < pause) continue;
    await setImmediate();
    options.signal?.throwIfAborted();
    pause = performance.now() + stepMilliseconds;
  }
  return chunks;
}

function* chunksOf(document: ParsedDocument, options: ChunkOptions): Generator<Chunk> {
  const marks = options.countTokens('');
  const count = (text: string) => options.countTokens(text) - marks;
  const max = (options.maxTokens ?? 256) - markTokens;
  let ordinal = 0;
  for (const section of sectionsOf(document)) {
    const path = contextOf(options.title, section.path, count);
    const budget = Math.max(16, max - count(path));
    const units = cutUnits(document.text, section.blocks, { count, budget, headerTokens });
    for (const pack of packUnits(units, budget)) {
      const context = pack.header ? `${path} › ${pack.header}` : path;
      const heading = section.path.at(-1);
      yield {
        ordinal,
        start: pack.start,
        end: pack.end,
        text: document.text.slice(pack.start, pack.end),
        context,
        ...(heading && { heading }),
        ...(pack.page && { page: pack.page }),
        tokens: count(context) + pack.tokens + markTokens,
      };
      ordinal += 1;
    }
  }
}

/** Blocks by section. A heading without words of its own opens the section of the deeper heading that follows it. */
function sectionsOf({ blocks, text, format }: ParsedDocument): Section[] {
  const sections: Section[] = [];
  let path: { level: number; text: string }[] = [];
  let level = 0;
  for (const block of blocks) {
    const current = sections.at(-1);
    if (block.kind === 'heading') {
      path = [...path.filter((heading) => heading.level < block.level), { level: block.level, text: text.slice(block.start, block.end) }];
      const onlyHeadings = current?.blocks.every((candidate) => candidate.kind === 'heading') ?? false;
      if (current && onlyHeadings && block.level > level) {
        current.blocks.push(block);
        current.path = path.map((heading) => heading.text);
      } else {
        sections.push({ path: path.map((heading) => heading.text), blocks: [block] });
      }
      level = block.level;
    } else if (current && !(pageNoun(format) === 'slide' && block.page !== current.blocks[0]?.page)) {
      current.blocks.push(block);
    } else {
      // The beginning of the text, or a slide without a title: it has nothing to do with the slide before.
      path = [];
      sections.push({ path: [], blocks: [block] });
    }
  }
  return sections;
}

/** Title › heading › subheading within 48 tokens: the title and the nearest headings say most. */
function contextOf(title: string, path: string[], count: (text: string) => number): string {
  const headings = path[0] === title ? path.slice(1) : path;
  let parts = [title, ...headings].map((part) => part.replace(/\s+/g, ' ').trim().slice(0, 300)).filter((part) => part !== '');
  const join = () => parts.join(' › ');
  while (parts.length > 2 && count(join()) > contextTokens) parts = [parts[0] ?? '', ...parts.slice(2)];
  while (parts.length > 0 && count(join()) > contextTokens) {
    const longest = parts.reduce((best, part, index) => (part.length > (parts[best]?.length ?? 0) ? index : best), 0);
    const words = parts[longest]?.split(' ') ?? [];
    const shorter = words.length > 1 ? words.slice(0, -1).join(' ') : (words[0] ?? '').slice(0, -10);
    parts = parts.with(longest, shorter).filter((part) => part !== '');
  }
  return join();
}

type Pack = Span & { tokens: number; weight: number; page?: number; header?: string };
type Units = [Unit, ...Unit[]];

/**
 * Fills passages with units, one after the other, but the last two evenly: a short rest says little by itself and, being
 * short, would be ranked too high.
 */
function* packUnits(units: Iterable<Unit>, budget: number): Generator<Pack> {
  let ahead: Unit[] = [];
  let weight = 0;
  for (const unit of units) {
    // Parts of a table that was cut stay among themselves, so that the header row in the context is theirs.
    if (ahead[0] && ahead[0].group !== unit.group) {
      yield* lastPacks(ahead, budget);
      [ahead, weight] = [[], 0];
    }
    ahead.push(unit);
    weight += unit.weight;
    while (weight > 2 * budget && isSome(ahead)) {
      const count = countThatFit(ahead, budget);
      const pack = packOf(ahead, count);
      yield pack;
      ahead = ahead.slice(count);
      weight -= pack.weight;
    }
  }
  yield* lastPacks(ahead, budget);
}

function* lastPacks(units: Unit[], budget: number): Generator<Pack> {
  for (let rest = units; isSome(rest); ) {
    const count = shareWithRest(rest, budget) ?? countThatFit(rest, budget);
    yield packOf(rest, count);
    rest = rest.slice(count);
  }
}

/**
 * How many units the first of the last two passages takes, so that both are as equally full as their units allow;
 * undefined when they are one passage, or more than two.
 */
function shareWithRest(units: Units, budget: number): number | undefined {
  const whole = weightOf(units);
  const full = countThatFit(units, budget);
  if (full === units.length) return undefined;
  let best: { count: number; difference: number } | undefined;
  for (let count = 1, left = whole; count <= full; count += 1) {
    left -= units[count - 1]?.weight ?? 0;
    const others = units.slice(count);
    const difference = Math.abs(left - whole / 2);
    if (isSome(others) && countThatFit(others, budget) === others.length && difference < (best?.difference ?? Number.POSITIVE_INFINITY)) best = { count, difference };
  }
  return best?.count;
}

/** At least one: no unit is larger than the budget. */
function countThatFit(units: Units, budget: number): number {
  let weight = 0;
  let room = budget;
  for (const [index, unit] of units.entries()) {
    weight += unit.weight;
    room = Math.min(room, budget - (unit.headerTokens ?? 0));
    if (weight > room) return Math.max(1, index);
  }
  return units.length;
}

function packOf(units: Units, count: number): Pack {
  const taken = units.slice(0, count);
  return { ...units[0], end: taken.at(-1)?.end ?? units[0].end, tokens: taken.reduce((sum, unit) => sum + unit.tokens, 0), weight: weightOf(taken) };
}

function weightOf(units: Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.weight, 0);
}

function isSome(units: Unit[]): units is Units {
  return units.length > 0;
}
