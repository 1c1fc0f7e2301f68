import { SaxesParser } from 'saxes';

export type Sitemap = {
  /** Of pages, or, when `isIndex`, of further sitemaps. */
  addresses: string[];
  isIndex: boolean;
};

/** Most addresses that are taken out of one file; the protocol allows no more. */
const most = 50_000;

/** Reads a sitemap or an index of sitemaps (sitemaps.org); undefined for anything else. What comes before a mistake in it counts. */
export function readSitemap(text: string): Sitemap | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const addresses: string[] = [];
  const path: string[] = [];
  let root: string | undefined;
  let written = '';
  parser.on('error', (error) => {
    throw error;
  });
  // A document type could define what stands for other text; a sitemap has none.
  parser.on('doctype', () => {
    throw new Error('a document type in a sitemap');
  });
  parser.on('opentag', (tag) => {
    root ??= tag.local;
    path.push(tag.local);
    written = '';
  });
  const collect = (piece: string) => {
    if (path.at(-1) === 'loc' && written.length < 4_000) written += piece;
  };
  parser.on('text', collect);
  parser.on('cdata', collect);
  parser.on('closetag', () => {
    const isEntry = path.length === 3 && path[2] === 'loc' && (path[1] === 'url' || path[1] === 'sitemap');
    if (isEntry && written.trim() && addresses.length < most) addresses.push(written.trim());
    path.pop();
  });
  try {
    parser.write(text).close();
  } catch {
    if (addresses.length === 0) return undefined;
  }
  if (root !== 'urlset' && root !== 'sitemapindex') return undefined;
  return { addresses, isIndex: root === 'sitemapindex' };
}
