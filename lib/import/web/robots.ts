// robots.txt as RFC 9309 has it.

/** The word by which a robots.txt may name Footnote. */
const ownName = 'footnote';
/** More of a robots.txt is not read, in characters. */
const longest = 500 * 1024;
/** A longer pause than this, in seconds, is not kept: the page limit would never be reached. */
const longestPause = 10;

export type Robots = {
  allows(url: URL): boolean;
  /** Seconds between two requests, when the site asks for a pause. */
  pause?: number;
  /** Addresses of sitemaps, as they are written there. */
  sitemaps: string[];
};

type Rule = { allow: boolean; path: string };

/** What a site with this answer to `/robots.txt` allows: everything where there is none, nothing while it cannot say. */
export function robotsOf(status: number, text: string): Robots {
  if (status >= 500 || status === 429) return { allows: () => false, sitemaps: [] };
  return status >= 200 && status < 300 ? parseRobots(text) : { allows: () => true, sitemaps: [] };
}

/** Reads a robots.txt. The group that names Footnote holds, else the one for everybody. */
export function parseRobots(text: string): Robots {
  const groups: { names: string[]; rules: Rule[]; pause?: number }[] = [];
  const sitemaps: string[] = [];
  let group: (typeof groups)[number] | undefined;
  let naming = false;
  for (const line of text.slice(0, longest).split(/\r\n|\r|\n/)) {
    const [, field = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$/.exec(line.replace(/#.*/, '')) ?? [];
    switch (field.toLowerCase()) {
      case 'user-agent':
        if (!naming || !group) groups.push((group = { names: [], rules: [] }));
        group.names.push(value.toLowerCase());
        naming = true;
        continue;
      case 'allow':
      case 'disallow':
        // An empty rule says nothing.
        if (value) group?.rules.push({ allow: field.toLowerCase() === 'allow', path: value });
        break;
      case 'crawl-delay':
        if (group && Number(value) > 0) group.pause = Math.min(Number(value), longestPause);
        break;
      case 'sitemap':
        sitemaps.push(value);
        continue;
    }
    if (field) naming = false;
  }
  const named = groups.filter(({ names }) => names.includes(ownName));
  const chosen = named.length > 0 ? named : groups.filter(({ names }) => names.includes('*'));
  const rules = chosen.flatMap((one) => one.rules);
  const pause = chosen.find((one) => one.pause !== undefined)?.pause;
  return { allows: (url) => isAllowed(rules, url), sitemaps, ...(pause !== undefined && { pause }) };
}

/** The longest rule that matches decides; of two equally long ones, the one that allows. */
function isAllowed(rules: Rule[], url: URL): boolean {
  const path = url.pathname + url.search;
  if (path === '/robots.txt') return true;
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!matches(rule.path, path)) continue;
    if (!best || rule.path.length > best.path.length || (rule.path.length === best.path.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** Whether a path begins as a pattern says, where `*` is anything and `$` the end. Linear for each `*`, unlike a regular expression. */
function matches(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith('$');
  const parts = (toEnd ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...others] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    const found = isLast && toEnd ? (path.endsWith(part) && path.length - part.length >= at ? path.length - part.length : -1) : path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !toEnd || at === path.length;
}
