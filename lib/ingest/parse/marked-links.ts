// Links inside of a text that is still to be cleaned: marked with noncharacters, which no text of people holds, so that
// they move with their words.
import type { Link } from './parsed-document';

const longestAddress = 2_000;
const none: Link[] = [];

/** An address that people follow, of a page or a mailbox; undefined for all others. */
export function followedAddress(address: string | undefined): string | undefined {
  const url = address?.trim() ?? '';
  return /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(url) && url.length <= longestAddress ? url : undefined;
}

/** The words with a mark around them that stands for the address; as they are when it is none that people follow. */
export function markLink(words: string, address: string | undefined, addresses: string[]): string {
  const url = followedAddress(address);
  if (url === undefined || words.trim() === '') return words;
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return `${before}\ufdd0${addresses.push(url) - 1}\ufdd2${inner}\ufdd1${after}`;
}

/** A cleaned text without its marks, and where the linked words stand in it. */
export function takeLinks(marked: string, addresses: readonly string[]): { text: string; links: Link[] } {
  if (!/[\ufdd0-\ufdd2]/.test(marked)) return { text: marked, links: none };
  const links: Link[] = [];
  let text = '';
  let open: { start: number; url: string } | undefined;
  let at = 0;
  for (const match of marked.matchAll(/\ufdd0(\d+)\ufdd2|[\ufdd0-\ufdd2]/g)) {
    text += marked.slice(at, match.index);
    at = match.index + match[0].length;
    const url = match[1] === undefined ? undefined : addresses[Number(match[1])];
    if (url !== undefined) open = { start: text.length, url };
    else if (match[0] === '\ufdd1' && open) {
      if (text.length > open.start) links.push({ start: open.start, end: text.length, url: open.url });
      open = undefined;
    }
  }
  return { text: text + marked.slice(at), links };
}
