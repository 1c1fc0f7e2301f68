import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { decodeText } from '@/lib/ingest/parse/decode-text';
import { type ImportClaim, keepImport } from './claim-import';
import { addItems } from './add-items';
import { type Item, itemSelection, type Outcome, recordOutcome, storeItem } from './store-item';
import { openSite, type Site } from './open-site';
import { type FetchedPage, type FetchOptions, fetchPage } from './web/fetch-page';
import { findLinks, isInSection } from './web/find-links';
import { pageName } from './web/page-name';

export type CrawlOptions = {
  /** Ends the work without a verdict: the import goes back to waiting. */
  signal?: AbortSignal;
  /** For tests: the addresses of a host. */
  resolve?: FetchOptions['resolve'];
  /** Milliseconds between two requests to a site that does not ask for a pause of its own. */
  pause?: number;
};

const ordinaryPause = 500;
/** A server that asks to come back later than this, in seconds, is not waited for. */
const longestWait = 60;
/** What one run may bring, in bytes. */
const mostBytes = 1024 * 1024 * 1024;

/** Fetches the page, or page after page of a site, until nothing of the import waits any more. */
export async function importPages(viewer: Viewer, claim: ImportClaim, options: CrawlOptions): Promise<void> {
  await db().importSource.updateMany({ where: { id: claim.id, attempt: claim.attempt }, data: { limitReached: false } });
  const site = claim.kind === 'site' ? await openSite(claim, options) : undefined;
  if (!site) await addItems(claim, [new URL(claim.address)]);
  let bytes = 0;
  for (let first = true; ; first = false) {
    const item = await db().importItem.findFirst({ where: { importId: claim.id, state: 'waiting' }, orderBy: { id: 'asc' }, select: itemSelection });
    if (!item) return;
    await keepImport(claim);
    const early = site?.takeFetched(item.address);
    if (site && !early && !first) await sleep(site.robots.pause === undefined ? (options.pause ?? ordinaryPause) : 1_000 * site.robots.pause, undefined, { signal: options.signal });
    const { outcome, page } = await tryItem(viewer, claim, item, { ...options, site, early });
    await recordOutcome(claim, item.id, outcome);
    if (claim.kind === 'page' && outcome.state === 'refused') throw new AppError('unavailable:page', outcome.reason ?? 'The page was refused.');
    bytes += page?.body.length ?? 0;
    if (bytes > mostBytes) throw new AppError('too_large:import', 'One import may bring 1 GB; the rest was left out. Name a smaller part of the site.');
  }
}

type Handling = CrawlOptions & { site?: Site; early?: FetchedPage };

async function tryItem(viewer: Viewer, claim: ImportClaim, item: Item, handling: Handling): Promise<{ outcome: Outcome; page?: FetchedPage }> {
  const url = new URL(item.address);
  if (handling.site && !handling.site.robots.allows(url)) return { outcome: { state: 'refused', reason: 'The robots.txt of this site asks not to fetch it.' } };
  try {
    const page = handling.early ?? (await fetchPatiently(url, claim, item, handling));
    return { outcome: await judge(viewer, claim, item, page, handling.site), page };
  } catch (error) {
    if (!(error instanceof AppError) || !/^(bad_request:address|forbidden:address|too_large:page|unavailable:page)$/.test(error.code)) throw error;
    return { outcome: { state: 'refused', reason: error.message } };
  }
}

/** A server that is busy is given the time that it asks for, once. */
async function fetchPatiently(url: URL, claim: ImportClaim, item: Item, { signal, resolve }: CrawlOptions): Promise<FetchedPage> {
  // Where pages were left out, those that have not changed must be read again for their links.
  const known = item.documentId !== null && !claim.limitReached ? { etag: item.etag ?? undefined, lastModified: item.lastModified ?? undefined } : undefined;
  const page = await fetchPage(url, { signal, resolve, known });
  if ((page.status !== 429 && page.status !== 503) || (page.retryAfter ?? 5) > longestWait) return page;
  await sleep(1_000 * (page.retryAfter ?? 5), undefined, { signal });
  return fetchPage(url, { signal, resolve, known });
}

async function judge(viewer: Viewer, claim: ImportClaim, item: Item, page: FetchedPage, site: Site | undefined): Promise<Outcome> {
  const { status } = page;
  if (status === 304) return { state: 'unchanged' };
  if ((status === 404 || status === 410) && item.documentId !== null) return { state: 'gone' };
  if (status < 200 || status > 299) return { state: 'refused', reason: statusReason(status) };
  if (site && !isInSection(site.section, page.url)) return { state: 'refused', reason: `It leads to ${page.url.href}, outside of what is imported.` };
  if (site && page.url.href !== item.address) {
    // Its content belongs to the address that it was found at.
    await addItems(claim, [page.url]);
    return { state: 'skipped', reason: `It leads to ${page.url.href}.` };
  }
  if (site && (page.contentType === 'text/html' || page.contentType === 'application/xhtml+xml')) {
    await addItems(claim, findLinks(decodeText(page.body).text, page.url, site.section));
  }
  const path = pageName(page.url, page.contentType, site?.section.path);
  const outcome = await storeItem(viewer, claim, item, {
    name: path,
    // One page is known by its last part, a site's pages by where they stand in it.
    ...(site && { folder: path.split('/').slice(0, -1).join('/') }),
    sha256: createHash('sha256').update(page.body).digest('hex'),
    open: () => Readable.from([page.body]),
    sizeBytes: page.body.length,
    sourceUrl: page.url.href,
  });
  return { ...outcome, ...(page.etag && { etag: page.etag }), ...(page.lastModified && { lastModified: page.lastModified }) };
}

function statusReason(status: number): string {
  if (status === 404 || status === 410) return 'There is no page at this address.';
  if (status === 401 || status === 403 || status === 407) return 'The server wants a sign-in for this page.';
  if (status === 429 || status === 503) return 'The server is busy and asks to come back later.';
  return `The server answered with the status ${status}.`;
}
