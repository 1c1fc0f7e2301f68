import { gunzipSync } from 'node:zlib';
import { AppError } from '@/lib/errors/app-error';
import { decodeText } from '@/lib/ingest/parse/decode-text';
import { addItems } from './add-items';
import type { ImportClaim } from './claim-import';
import type { CrawlOptions } from './import-pages';
import { type FetchedPage, fetchPage, pageLimits } from './web/fetch-page';
import { isInSection, pageAddress, type Section, sectionOf } from './web/find-links';
import { type Robots, robotsOf } from './web/robots';
import { readSitemap } from './web/sitemap';

export type Site = {
  section: Section;
  robots: Robots;
  /** The page that was fetched to see what the address stands for: given once. */
  takeFetched(address: string): FetchedPage | undefined;
};

/** Sitemaps that an index may name and that are read. */
const mostSitemaps = 50;

/**
 * Asks a site what it allows, and puts its first pages behind those that wait: those of its sitemap when the address is
 * one, else the page itself. Throws `unavailable:page` when the address cannot be read.
 */
export async function openSite(claim: ImportClaim, options: CrawlOptions): Promise<Site> {
  const { signal, resolve } = options;
  const get = (url: URL) => fetchPage(url, { signal, resolve });
  const start = new URL(claim.address);
  const rules = await get(new URL('/robots.txt', start));
  const robots = robotsOf(rules.status, decodeText(rules.body).text);
  if (!robots.allows(start)) {
    throw new AppError('forbidden:robots', rules.status >= 500 ? 'The site cannot say at present what it allows (its robots.txt cannot be read).' : 'The robots.txt of this site asks not to fetch this address.');
  }
  const page = await get(start);
  if (page.status < 200 || page.status > 299) throw new AppError('unavailable:page', `The server answered with the status ${page.status}.`);
  const sitemap = readSitemap(textOf(page));
  if (!sitemap) {
    if (page.url.host !== start.host) throw new AppError('unavailable:page', `This address leads to another site, ${page.url.origin}. Import that one instead.`);
    const section = sectionOf(page.url);
    await addItems(claim, [page.url]);
    let fetched: FetchedPage | undefined = page;
    return {
      section,
      robots,
      takeFetched(address) {
        if (!fetched || address !== fetched.url.href) return undefined;
        const taken = fetched;
        fetched = undefined;
        return taken;
      },
    };
  }
  const section = { host: start.host, path: '/' };
  const addresses = sitemap.isIndex ? await indexedAddresses(sitemap.addresses, section, get) : sitemap.addresses;
  const urls = addresses.flatMap((address) => pageAddress(address) ?? []).filter((url) => isInSection(section, url));
  if (urls.length === 0) throw new AppError('unavailable:page', 'This sitemap names no page of its own site.');
  await addItems(claim, urls);
  return { section, robots, takeFetched: () => undefined };
}

async function indexedAddresses(sitemaps: string[], section: Section, get: (url: URL) => Promise<FetchedPage>): Promise<string[]> {
  const found: string[] = [];
  for (const address of sitemaps.slice(0, mostSitemaps)) {
    const url = URL.parse(address);
    if (!url || !isInSection(section, url)) continue;
    const page = await get(url);
    if (page.status < 200 || page.status > 299) continue;
    const sitemap = readSitemap(textOf(page));
    if (sitemap && !sitemap.isIndex) found.push(...sitemap.addresses);
  }
  return found;
}

/** Sitemaps often come as gzip files. */
function textOf({ body }: FetchedPage): string {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return decodeText(body).text;
  try {
    return decodeText(gunzipSync(body, { maxOutputLength: 5 * pageLimits.bytes })).text;
  } catch {
    return '';
  }
}
