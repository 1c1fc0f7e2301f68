import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { checkUrl } from './check-url';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** Endings of what is no document: not worth a request. */
const noDocument = /\.(png|jpe?g|gif|webp|avif|svg|ico|css|m?js|map|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|mov|avi|zip|gz|tgz|bz2|xz|7z|rar|exe|dmg|iso|jar|apk|wasm)$/i;
/** Parts of a query that say where a reader came from, not what is shown. */
const tracking = /^(utm_.*|fbclid|gclid|mc_cid|mc_eid)$/;

/** Where a site's section begins: pages whose address lies below `path` on `host` belong to it. */
export type Section = { host: string; path: string };

/** The section that a page stands for: the folder of a file, else everything below the address. */
export function sectionOf(start: URL): Section {
  const isFile = /\.[A-Za-z0-9]{1,8}$/.test(start.pathname);
  return { host: start.host, path: isFile ? start.pathname.slice(0, start.pathname.lastIndexOf('/') + 1) : start.pathname };
}

/** Whether an address belongs to a section: `/docs` and `/docs/…` for the path `/docs`, not `/docs-old`. */
export function isInSection({ host, path }: Section, url: URL): boolean {
  const below = path.endsWith('/') ? path : `${path}/`;
  return url.host === host && (url.pathname === path || url.pathname.startsWith(below) || `${url.pathname}/` === below);
}

/** The addresses that a page links to within a section, each once, in their order there. */
export function findLinks(html: string, page: URL, section: Section): URL[] {
  const found = new Map<string, URL>();
  const open: Node[] = [parse(html)] as unknown as Node[];
  let base = page;
  for (let node = open.pop(); node; node = open.pop()) {
    if ('attrs' in node) {
      const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value;
      const href = attribute('href');
      if (node.tagName === 'base' && href !== undefined && base === page) base = URL.parse(href, page) ?? page;
      const isLink = (node.tagName === 'a' || node.tagName === 'area') && href !== undefined && !/\bnofollow\b/i.test(attribute('rel') ?? '');
      const url = isLink ? pageAddress(href, base) : undefined;
      if (url && isInSection(section, url)) found.set(url.href, url);
    }
    // Last in, first out: pushed backwards, they come in their order.
    if ('childNodes' in node) for (let index = node.childNodes.length - 1; index >= 0; index--) open.push(node.childNodes[index] as Node);
  }
  return [...found.values()];
}

/** An address as pages are known by it; undefined for what is no page that may be fetched. */
export function pageAddress(href: string, base?: URL): URL | undefined {
  let url: URL;
  try {
    url = checkUrl(href, base);
  } catch {
    return undefined;
  }
  if (noDocument.test(url.pathname)) return undefined;
  for (const name of Array.from(url.searchParams.keys())) if (tracking.test(name)) url.searchParams.delete(name);
  return url;
}
