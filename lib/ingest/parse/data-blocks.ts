// Data (JSON, YAML, TOML) as a person reads it: names become headings, lists of records tables, everything else lines.
import type { DocumentBuilder } from './document-builder';

export type DataNode = {
  /** What somebody has written above it. */
  comment?: string;
} & ({ kind: 'value'; text: string } | { kind: 'list'; items: DataNode[] } | { kind: 'record'; entries: [string, DataNode][] });

const maxValues = 1_000_000;
const maxDepth = 100;
const maxColumns = 60;
/** A list of single values is one line up to this length, in characters. */
const lineCharacters = 200;
/** What a record among others is called by. */
const names = ['name', 'title', 'label', 'id', 'key', 'slug', 'question'];

/** Plain values as nodes. What lies too deep or is too much is left out, with a note. */
export function dataOf(value: unknown, builder: DocumentBuilder): DataNode {
  let left = maxValues;
  return node(value, 0);

  function node(value: unknown, depth: number): DataNode {
    left -= 1;
    if (depth > maxDepth) {
      builder.loss(`What lies deeper than ${maxDepth} levels was not read.`);
      return { kind: 'value', text: '' };
    }
    if (left < 0) {
      builder.loss('This file is very large: only its first million values were read.');
      return { kind: 'value', text: '' };
    }
    if (Array.isArray(value)) return { kind: 'list', items: value.slice(0, left + 1).map((item) => node(item, depth + 1)) };
    if (value instanceof Date) return { kind: 'value', text: value.toISOString() };
    if (typeof value === 'object' && value !== null) return { kind: 'record', entries: Object.entries(value).map(([key, inner]) => [key, node(inner, depth + 1)]) };
    return { kind: 'value', text: value === null || value === undefined ? '' : String(value) };
  }
}

/** Adds data as blocks, its own names as headings from level 2. */
export function addData(builder: DocumentBuilder, data: DataNode): void {
  new DataWriter(builder).add(data, 2, '');
}

class DataWriter {
  private lines: string[] = [];

  constructor(private readonly builder: DocumentBuilder) {}

  /** `path` is put before names that are too deep for headings. */
  add(data: DataNode, level: number, path: string): void {
    if (data.kind === 'record') this.record(data.entries, level, path);
    else if (data.kind === 'list') this.list(data.items, level, path);
    else this.lines.push(data.text);
    this.flush();
  }

  private record(entries: [string, DataNode][], level: number, path: string): void {
    for (const [key, value] of entries) {
      const line = lineOf(value);
      if (line === undefined || value.comment) this.flush();
      if (value.comment) this.builder.paragraph(value.comment);
      if (line !== undefined) {
        if (line !== '') this.lines.push(`${path}${key}: ${line}`);
      } else if (level <= 6) {
        this.builder.heading(path + key, level);
        this.add(value, level + 1, '');
      } else this.add(value, level, `${path}${key}.`);
    }
  }

  private list(items: DataNode[], level: number, path: string): void {
    const table = tableOf(items);
    if (table) {
      this.builder.table(table, { header: true });
      return;
    }
    items.forEach((item, index) => {
      if (item.comment) this.builder.paragraph(item.comment);
      if (item.kind === 'value') {
        this.builder.listItem(item.text, 0, false);
        return;
      }
      const name = `${path}${nameOf(item) ?? index + 1}`;
      if (level <= 6) this.builder.heading(name, level);
      this.add(item, level + 1, level <= 6 ? '' : `${name}.`);
    });
  }

  private flush(): void {
    this.builder.paragraph(this.lines.join('\n'));
    this.lines = [];
  }
}

/** What fits behind a name on its line; undefined for what needs more room. */
function lineOf(data: DataNode): string | undefined {
  if (data.kind === 'value') return data.text;
  if (data.kind === 'record') return data.entries.length === 0 ? '' : undefined;
  if (data.items.some((item) => item.kind !== 'value' || item.comment)) return undefined;
  const line = data.items.map((item) => (item.kind === 'value' ? item.text : '')).join(', ');
  return line.length <= lineCharacters ? line : undefined;
}

/** Records of single values as rows below their names; undefined for anything else. */
function tableOf(items: DataNode[]): string[][] | undefined {
  if (items.length < 2) return undefined;
  const columns = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== 'record' || item.comment) return undefined;
    for (const [key, value] of item.entries) {
      if (lineOf(value) === undefined || value.comment) return undefined;
      if (!columns.has(key)) columns.set(key, columns.size);
    }
    if (columns.size > maxColumns) return undefined;
  }
  if (columns.size < 2) return undefined;
  const rows = items.map((item) => {
    const row = Array<string>(columns.size).fill('');
    if (item.kind === 'record') for (const [key, value] of item.entries) row[columns.get(key) ?? 0] = lineOf(value) ?? '';
    return row;
  });
  return [[...columns.keys()], ...rows];
}

function nameOf(data: DataNode): string | undefined {
  if (data.kind !== 'record') return undefined;
  for (const name of names) {
    const value = data.entries.find(([key]) => key.toLowerCase() === name)?.[1];
    if (value?.kind === 'value' && value.text.trim() !== '' && value.text.length <= 100) return value.text;
  }
  return undefined;
}
