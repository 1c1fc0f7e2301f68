import { parse as parseTomlText } from 'smol-toml';
import { parse as parseYamlText } from 'yaml';

/** What a Markdown file says of itself before its text. */
export type FrontMatter = {
  /** The text after it. */
  body: string;
  title?: string;
  /** Lines such as "Tags: leave, policy": what people may look for, without what only says how a site is built. */
  lines: string[];
};

const longest = 20_000;
/** Names that say how a page is built, not what it is about. */
const technical = /^(layout|template|slug|permalink|url|aliases?|redirect(_?from)?|weight|order|sidebar.*|nav.*|toc|draft|published|hide.*|show.*|image|images|cover|thumbnail|banner|icon|id|uuid|css|js|math|type|kind|class(name)?|component|head|lang|locale|robots|canonical.*|pagination.*|custom.*|params|cascade|build|outputs|menu|comments?|toc_.*|editlink|prev|next)$/i;

/** Takes YAML between `---` or TOML between `+++` off the beginning of a text. */
export function takeFrontMatter(text: string): FrontMatter {
  const match = /^\s*(---|\+\+\+)[^\S\n]*\n([\s\S]*?)\n(?:\1|\.\.\.)[^\S\n]*(?:\n|$)/.exec(text.slice(0, longest));
  const fields = match?.[2] === undefined ? undefined : fieldsOf(match[2], match[1] === '+++');
  if (!match || !fields) return { body: text, lines: [] };
  const title = valueOf(fields.title);
  const lines = Object.entries(fields).flatMap(([name, value]) => {
    const words = name.toLowerCase() === 'title' || technical.test(name) ? undefined : valueOf(value);
    return words ? [`${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}: ${words}`] : [];
  });
  return { body: text.slice(match[0].length), ...(title && { title }), lines };
}

/** The names and values; undefined where there are none: then the lines are a rule and text like any other. */
function fieldsOf(source: string, isToml: boolean): Record<string, unknown> | undefined {
  if (!isToml && !/^[\w-]+:/m.test(source)) return undefined;
  try {
    const fields: unknown = isToml ? parseTomlText(source) : parseYamlText(source, { logLevel: 'error', uniqueKeys: false, maxAliasCount: 10 });
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Record<string, unknown>) : undefined;
  } catch {
    // Not quite YAML (an unquoted colon in a title): each line for itself.
    return Object.fromEntries([...source.matchAll(/^([\w-]+):[^\S\n]*(\S.*)$/gm)].map(([, name, value]) => [name ?? '', value?.replace(/^(["'])(.*)\1\s*$/, '$2')]));
  }
}

/** A single value, or a list of them, on one line; undefined for everything else. */
function valueOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim().slice(0, 1_000) || undefined;
  if (!Array.isArray(value) || value.length === 0 || value.length > 100) return undefined;
  const parts = value.map((item: unknown) => (typeof item === 'object' && item !== null && 'name' in item ? valueOf(item.name) : Array.isArray(item) ? undefined : valueOf(item)));
  return parts.every((part) => part !== undefined) ? parts.join(', ') : undefined;
}
