import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { startTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { renameDocument } from '@/lib/documents/rename-document';
import { uploadText } from '@/lib/documents/test-upload';
import { filePath } from '@/lib/files/file-store';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { recoverImports } from './claim-import';
import { forgetImport } from './forget-import';
import { importInput } from './import-input';
import { listImports, readImport } from './list-imports';
import { removeGone } from './remove-gone';
import { repeatImport } from './repeat-import';
import { runImport } from './run-import';
import { startImport } from './start-import';
import { stopImport } from './stop-import';
import { startTestSite, type TestSite, type TestPage } from './test-site';

let stop: () => Promise<void>;
let team: TestTeam;
let other: TestTeam;
const sites: TestSite[] = [];

beforeAll(async () => {
  process.env.IMPORT_ALLOW_PRIVATE_HOSTS = 'wiki.test';
  stop = await startTestDatabase();
  await prepareJobs();
  team = await createTestTeam();
  other = await createTestTeam('Other');
});
afterEach(async () => {
  for (const site of sites.splice(0)) await site.close();
  await db().importSource.deleteMany();
  await db().document.deleteMany();
});
afterAll(async () => {
  delete process.env.IMPORT_ALLOW_PRIVATE_HOSTS;
  await stopJobs();
  await stop();
});

const page = (title: string, ...links: string[]) =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>All about ${title}.</p>${links.map((link) => `<a href="${link}">${link}</a>`).join('')}`;

async function siteOf(pages: Record<string, TestPage>): Promise<TestSite> {
  const site = await startTestSite(pages);
  sites.push(site);
  return site;
}

async function importSite(site: TestSite, path: string, more: { kind?: 'page' | 'site'; pageLimit?: number; collectionId?: string } = {}): Promise<string> {
  const { id } = await startImport(team.editor, importInput.parse({ kind: 'site', url: site.origin + path, ...more }));
  await runImport(id, site.options);
  return id;
}

async function again(site: TestSite, id: string): Promise<void> {
  await repeatImport(team.editor, id);
  await runImport(id, site.options);
}

/** Path → state of everything that an import knows. */
async function statesOf(id: string): Promise<Record<string, string>> {
  const { items } = await readImport(team.editor, id, { page: 1 });
  return Object.fromEntries(items.map((item) => [new URL(item.address).pathname, item.state]));
}

const documents = () => db().document.findMany({ where: { teamId: team.id, deletedAt: null }, orderBy: { name: 'asc' }, include: { versions: { orderBy: { number: 'asc' } } } });
const names = async () => (await documents()).map((document) => document.name);
const stateOf = async (id: string) => (await db().importSource.findUniqueOrThrow({ where: { id } })).state;

describe('one page', () => {
  it('becomes a document that names where it came from, owned by who asked for it, with a job to read it', async () => {
    const site = await siteOf({ '/handbook/leave': page('Leave', '/handbook/other') });
    const id = await importSite(site, '/handbook/leave#top', { kind: 'page' });
    const [document] = await documents();
    expect(document).toMatchObject({ name: 'leave.html', format: 'html', sourceUrl: `${site.origin}/handbook/leave`, uploadedById: team.editor.userId, collectionId: team.collectionId, state: 'waiting' });
    expect(site.asked).toEqual(['/handbook/leave']);
    expect([await stateOf(id), (await listImports(team.editor))[0]?.counts]).toEqual(['done', { added: 1 }]);
    const waiting = await (await jobs()).findJobs('ingest', { data: { documentId: document?.id } });
    expect(waiting).toHaveLength(1);
  });

  it('is known by its type, not by what its address ends in', async () => {
    const site = await siteOf({
      '/a.php': page('A'),
      '/README.md': { type: 'text/plain', body: '# Read me\n\nPlease.' },
      '/data': { type: 'text/csv', body: 'a,b\n1,2\n' },
      '/song': { type: 'audio/mpeg', body: Buffer.concat([Buffer.from('ID3\u0003\0\0\0\0\0\0'), Buffer.from('fffb9064', 'hex'), Buffer.alloc(400, 1)]) },
    });
    for (const path of ['/a.php', '/README.md', '/data']) await importSite(site, path, { kind: 'page' });
    const song = await importSite(site, '/song', { kind: 'page' });
    expect((await documents()).map(({ name, format }) => [name, format])).toEqual([['README.md', 'markdown'], ['a.php.html', 'html'], ['data.csv', 'csv']]);
    expect((await readImport(team.editor, song, { page: 1 })).source).toMatchObject({ state: 'failed', failure: expect.stringContaining('sound recording') });
  });

  it('that is an archive becomes its files, and again only what is new in it', async () => {
    const archive = (files: Record<string, string>) => ({ type: 'application/zip', body: Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))) });
    const site = await siteOf({ '/all.zip': archive({ 'a.md': '# A', 'b/c.md': '# C' }) });
    const id = await importSite(site, '/all.zip', { kind: 'page' });
    expect((await listImports(team.editor))[0]?.counts).toEqual({ added: 1 });
    expect(await db().document.count({ where: { teamId: team.id } })).toBe(2);
    await again(site, id);
    expect((await listImports(team.editor))[0]?.counts).toEqual({ unchanged: 1 });
    site.pages.set('/all.zip', archive({ 'a.md': '# A', 'd.md': '# D' }));
    await again(site, id);
    expect((await listImports(team.editor))[0]?.counts).toEqual({ added: 1 });
    expect(await db().document.count({ where: { teamId: team.id } })).toBe(3);
  });

  it.each([
    ['is missing', { status: 404 }, 'There is no page at this address.'],
    ['wants a sign-in', { status: 403 }, 'The server wants a sign-in for this page.'],
    ['is empty', { body: ' ' }, 'This file is empty: there is no text in it.'],
    ['leads into the private network', { status: 302, headers: { location: 'http://169.254.169.254/' } }, 'lies in a private network'],
  ])('D2: ends with the reason when it %s, and stores nothing', async (_what, answer: TestPage, reason) => {
    const site = await siteOf({ '/x': answer });
    const id = await importSite(site, '/x', { kind: 'page' });
    expect((await readImport(team.editor, id, { page: 1 })).source).toMatchObject({ state: 'failed', failure: expect.stringContaining(reason) });
    expect(await names()).toEqual([]);
  });

  it('D1: an address in a private network is refused before anything is stored', async () => {
    for (const url of ['http://127.0.0.1:8080/', 'http://localhost/', 'http://[::1]/', 'http://10.0.0.1/']) {
      await expect(startImport(team.editor, importInput.parse({ kind: 'page', url }))).rejects.toMatchObject({ code: 'forbidden:address' });
    }
    expect(await db().importSource.count()).toBe(0);
  });

  it('of a name that another document has leaves that one alone', async () => {
    await uploadText(team.editor, 'leave.html', page('By hand'));
    const site = await siteOf({ '/leave': page('Leave') });
    await importSite(site, '/leave', { kind: 'page' });
    expect(await names()).toEqual(['leave (2).html', 'leave.html']);
  });

  it('is read in the encoding that its server names', async () => {
    const site = await siteOf({ '/privet': { type: 'text/html; charset=windows-1251', body: Buffer.concat([Buffer.from('<h1>'), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), Buffer.from('</h1>')]) } });
    const id = await importSite(site, '/privet', { kind: 'page' });
    const [document] = await documents();
    const original = await readFile(filePath(team.id, document?.versions[0]?.sha256 ?? ''), 'utf8');
    expect(original).toBe('\ufeff<h1>Привет</h1>');
    await again(site, id);
    expect((await listImports(team.editor))[0]?.counts).toEqual({ unchanged: 1 });
  });

  it('that has become something of another type is a new document, and the one from before stays as it was', async () => {
    const site = await siteOf({ '/prices': page('Prices') });
    const id = await importSite(site, '/prices', { kind: 'page' });
    const [before] = await documents();
    site.pages.set('/prices', { type: 'text/csv', body: 'what,price\ntea,2\n' });
    await again(site, id);
    expect((await documents()).map(({ name, format }) => [name, format])).toEqual([['prices.csv', 'csv'], ['prices.html', 'html']]);
    const { items } = await readImport(team.editor, id, { page: 1 });
    expect(items).toMatchObject([{ state: 'added', reason: expect.stringContaining('another type') }]);
    // From now on it is the new one that is kept up to date.
    site.pages.set('/prices', { type: 'text/csv', body: 'what,price\ntea,3\n' });
    await again(site, id);
    expect((await documents()).map(({ id: own, versions }) => [own === before?.id, versions.length])).toEqual([[false, 2], [true, 1]]);
  });

  it('that was uploaded by hand before belongs to the import from then on', async () => {
    const documentId = await uploadText(team.editor, 'leave.html', page('Leave'));
    const site = await siteOf({ '/leave': page('Leave') });
    const id = await importSite(site, '/leave', { kind: 'page' });
    site.pages.set('/leave', page('Leave, new'));
    await again(site, id);
    expect((await documents()).map((document) => [document.id, document.versions.length])).toEqual([[documentId, 2]]);
  });
});

describe('a site', () => {
  const docs = () => ({
    '/docs/': page('Start', 'one', 'two.html', '/elsewhere', 'https://other.test/docs/'),
    '/docs/one': page('One', '/docs/deep/three', '/docs/'),
    '/docs/two.html': page('Two', '/docs/missing'),
    '/docs/deep/three': page('Three'),
    '/elsewhere': page('Elsewhere'),
  });

  it('is followed from link to link within its section, with its folders in the names', async () => {
    const site = await siteOf(docs());
    const id = await importSite(site, '/docs/');
    expect(await names()).toEqual(['deep/three.html', 'one.html', 'two.html', 'wiki.test.html']);
    expect(await statesOf(id)).toEqual({ '/docs/': 'added', '/docs/one': 'added', '/docs/two.html': 'added', '/docs/deep/three': 'added', '/docs/missing': 'refused' });
    expect(site.asked[0]).toBe('/robots.txt');
    expect(site.asked.filter((path) => path === '/docs/')).toHaveLength(1);
    expect(site.asked).not.toContain('/elsewhere');
  });

  it('obeys robots.txt', async () => {
    const site = await siteOf({ ...docs(), '/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /docs/deep\n' } });
    const id = await importSite(site, '/docs/');
    expect((await statesOf(id))['/docs/deep/three']).toBe('refused');
    expect(site.asked).not.toContain('/docs/deep/three');
    const closed = await siteOf({ ...docs(), '/robots.txt': { type: 'text/plain', body: 'User-agent: footnote\nDisallow: /\n' } });
    const refused = await importSite(closed, '/docs/');
    expect([await stateOf(refused), closed.asked]).toEqual(['failed', ['/robots.txt']]);
  });

  it('ends at its limit, says so, and takes the rest when the limit is raised', async () => {
    const site = await siteOf(docs());
    const id = await importSite(site, '/docs/', { pageLimit: 2 });
    expect([await names(), (await listImports(team.editor))[0]?.limitReached]).toEqual([['one.html', 'wiki.test.html'], true]);
    expect(await importSite(site, '/docs/', { pageLimit: 10 })).toBe(id);
    expect([(await names()).length, (await listImports(team.editor))[0]?.limitReached]).toEqual([4, false]);
  });

  it('named by its sitemap, or an index of them, takes the pages of its own host', async () => {
    const site = await siteOf(docs());
    const urls = (...paths: string[]) => `<urlset>${paths.map((path) => `<url><loc>${path}</loc></url>`).join('')}</urlset>`;
    site.pages.set('/map.xml', { type: 'application/xml', body: `<sitemapindex><sitemap><loc>${site.origin}/part.xml</loc></sitemap><sitemap><loc>http://other.test/part.xml</loc></sitemap></sitemapindex>` });
    site.pages.set('/part.xml', { type: 'application/xml', body: urls(`${site.origin}/docs/one`, `${site.origin}/elsewhere`, 'http://other.test/docs/two') });
    const id = await importSite(site, '/map.xml');
    expect(await statesOf(id)).toMatchObject({ '/docs/one': 'added', '/elsewhere': 'added' });
    expect(site.requests.every((request) => request.headers.host?.startsWith('wiki.test'))).toBe(true);
  });

  it('again: what changed is a new version of the same document, what did not is left alone', async () => {
    const site = await siteOf(docs());
    const id = await importSite(site, '/docs/');
    const before = await documents();
    // A person's own name for it stays.
    const two = before.find((document) => document.name === 'two.html');
    await renameDocument(team.editor, two?.id ?? '', 'Second.html');
    site.pages.set('/docs/two.html', page('Two, revised', '/docs/new'));
    site.pages.set('/docs/new', page('New'));
    await again(site, id);
    expect(await statesOf(id)).toMatchObject({ '/docs/': 'unchanged', '/docs/one': 'unchanged', '/docs/two.html': 'updated', '/docs/deep/three': 'unchanged', '/docs/new': 'added' });
    const after = await documents();
    expect(after.find((document) => document.id === two?.id)).toMatchObject({ name: 'Second.html', state: 'waiting' });
    expect(after.map((document) => document.versions.length).sort()).toEqual([1, 1, 1, 1, 2]);
    expect(after.filter((document) => before.some(({ id: known }) => known === document.id))).toHaveLength(4);
  });

  it('again: a server that knows sends only what changed', async () => {
    const site = await siteOf({ '/docs/': page('Start', 'one'), '/docs/one': { body: page('One'), headers: { etag: '"1"' } } });
    const id = await importSite(site, '/docs/');
    site.pages.set('/docs/one', { status: 304 });
    await again(site, id);
    expect(site.requests.filter((request) => request.url === '/docs/one').map((request) => request.headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(await statesOf(id)).toMatchObject({ '/docs/one': 'unchanged' });
  });

  it('again: what is gone stays until somebody removes it, and can be brought back for a moment', async () => {
    const site = await siteOf(docs());
    const id = await importSite(site, '/docs/');
    site.pages.delete('/docs/one');
    await again(site, id);
    expect([(await statesOf(id))['/docs/one'], (await names()).includes('one.html')]).toEqual(['gone', true]);
    await expect(removeGone(team.viewer, id)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(removeGone(other.owner, id)).rejects.toMatchObject({ code: 'not_found:import' });
    const { ids } = await removeGone(team.editor, id);
    expect([ids.length, (await names()).includes('one.html'), (await statesOf(id))['/docs/one']]).toEqual([1, false, undefined]);
    expect(await db().auditEvent.count({ where: { action: 'document.delete', targetId: ids[0] ?? '' } })).toBe(1);
  });

  it('again: a document that somebody deleted stays out', async () => {
    const site = await siteOf(docs());
    const id = await importSite(site, '/docs/');
    const one = (await documents()).find((document) => document.name === 'one.html');
    await deleteDocuments(team.editor, [one?.id ?? '']);
    site.pages.set('/docs/one', page('One, revised'));
    await again(site, id);
    expect([(await statesOf(id))['/docs/one'], (await names()).includes('one.html')]).toEqual(['skipped', false]);
  });

  it('takes the same content once, and a page that leads on at the address where it ends', async () => {
    const site = await siteOf({ '/docs/': page('Start', 'copy', 'old', 'new'), '/docs/copy': page('Start', 'copy', 'old', 'new'), '/docs/old': { status: 301, headers: { location: '/docs/new' } }, '/docs/new': page('New') });
    const id = await importSite(site, '/docs/');
    expect(await statesOf(id)).toEqual({ '/docs/': 'added', '/docs/copy': 'skipped', '/docs/old': 'skipped', '/docs/new': 'added' });
  });

  it('waits once for a server that is busy', async () => {
    const site = await siteOf({ '/docs/': page('Start', 'busy'), '/docs/busy': { status: 503, headers: { 'retry-after': '0.01' } } });
    const id = await importSite(site, '/docs/');
    expect(site.asked.filter((path) => path === '/docs/busy')).toHaveLength(2);
    expect(await statesOf(id)).toMatchObject({ '/docs/busy': 'refused' });
  });
});

describe('a run', () => {
  /** A site whose second page calls `then` before it answers. */
  async function interrupted(then: (id: string) => Promise<void> | void): Promise<{ site: TestSite; id: string }> {
    const site = await siteOf({ '/': page('Start', 'a', 'b', 'c'), '/a': page('A'), '/b': page('B'), '/c': page('C') });
    const { id } = await startImport(team.editor, importInput.parse({ kind: 'site', url: `${site.origin}/` }));
    const { resolve } = site.options;
    await runImport(id, {
      ...site.options,
      resolve: async (host) => {
        if (site.asked.length === 3) await then(id);
        return resolve?.(host) ?? [];
      },
    });
    return { site, id };
  }

  it('that is stopped brings nothing more, and goes on when it is asked for again', async () => {
    const { site, id } = await interrupted((running) => stopImport(team.editor, running));
    expect([await stateOf(id), (await statesOf(id))['/c']]).toEqual(['stopped', 'waiting']);
    const before = site.asked.length;
    await runImport(id, site.options);
    expect(site.asked).toHaveLength(before);
    await again(site, id);
    expect([await stateOf(id), (await names()).length]).toEqual(['done', 4]);
  });

  it('J1: whose worker is killed goes on where it was, and brings nothing twice', async () => {
    const died = new AbortController();
    const site = await siteOf({ '/': page('Start', 'a', 'b'), '/a': page('A'), '/b': page('B') });
    const { id } = await startImport(team.editor, importInput.parse({ kind: 'site', url: `${site.origin}/` }));
    const { resolve } = site.options;
    await runImport(id, { ...site.options, signal: died.signal, resolve: async (host) => {
      if (site.asked.length === 3) died.abort(new Error('killed'));
      return resolve?.(host) ?? [];
    } });
    expect(await stateOf(id)).toBe('waiting');
    // As after kill -9: nobody has said anything, and one document was stored without being written down.
    await pool().query(`UPDATE import_source SET state = 'running', heartbeat_at = now() - interval '2 minutes' WHERE id = $1`, [id]);
    await db().importItem.updateMany({ where: { importId: id, state: 'added' }, data: { state: 'waiting', documentId: null, sha256: null } });
    await recoverImports();
    expect(await (await jobs()).findJobs('import', { data: { importId: id } })).not.toEqual([]);
    await runImport(id, site.options);
    expect([await stateOf(id), await names()]).toEqual(['done', ['a.html', 'b.html', 'wiki.test.html']]);
  });

  it('J4: delivered twice is carried out once', async () => {
    const site = await siteOf({ '/': page('Start', 'a'), '/a': page('A') });
    const { id } = await startImport(team.editor, importInput.parse({ kind: 'site', url: `${site.origin}/` }));
    await Promise.all([runImport(id, site.options), runImport(id, site.options)]);
    expect([await stateOf(id), site.asked.filter((path) => path === '/a').length]).toEqual(['done', 1]);
  });

  it('B7: of a person who is no longer an editor brings nothing more', async () => {
    const gone = await createTestTeam('Leaving');
    const site = await siteOf({ '/': page('Start') });
    const { id } = await startImport(gone.editor, importInput.parse({ kind: 'site', url: `${site.origin}/` }));
    await db().membership.updateMany({ where: { teamId: gone.id, userId: gone.editor.userId }, data: { role: 'viewer' } });
    await runImport(id, site.options);
    expect([await stateOf(id), site.asked, await db().document.count({ where: { teamId: gone.id } })]).toEqual(['failed', [], 0]);
  });

  it('goes on after the person signed out', async () => {
    const site = await siteOf({ '/': page('Start') });
    const leaving = await createTestTeam('Signed out');
    const { id } = await startImport(leaving.editor, importInput.parse({ kind: 'site', url: `${site.origin}/` }));
    await db().session.deleteMany({ where: { userId: leaving.editor.userId } });
    await runImport(id, site.options);
    expect(await db().document.count({ where: { teamId: leaving.id } })).toBe(1);
  });
});

describe('limits and rights', () => {
  it('P1: a team has five imports under way at most, and one address once', async () => {
    const start = (path: string) => startImport(team.editor, importInput.parse({ kind: 'page', url: `http://wiki.test/${path}` }));
    for (const path of ['1', '2', '3', '4']) await start(path);
    await expect(start('1')).rejects.toMatchObject({ code: 'conflict:import-running' });
    await start('5');
    await expect(start('6')).rejects.toMatchObject({ code: 'rate_limited:import' });
    await expect(startImport(other.editor, importInput.parse({ kind: 'page', url: 'http://wiki.test/6' }))).resolves.toBeDefined();
  });

  it('B2: is for editors of the team, into a collection of the team', async () => {
    const input = importInput.parse({ kind: 'page', url: 'http://wiki.test/' });
    await expect(startImport(team.viewer, input)).rejects.toMatchObject({ code: 'forbidden:role' });
    await expect(startImport(team.editor, { ...input, collectionId: other.collectionId })).rejects.toMatchObject({ code: 'not_found:collection' });
    const { id } = await startImport(team.editor, input);
    for (const work of [repeatImport, stopImport, forgetImport, removeGone]) await expect(work(other.owner, id)).rejects.toMatchObject({ code: 'not_found:import' });
    expect((await listImports(other.owner)).map((source) => source.id)).not.toContain(id);
  });

  it('N1: each change of state leaves a line, and forgetting leaves the documents', async () => {
    const site = await siteOf({ '/x': page('X') });
    const id = await importSite(site, '/x', { kind: 'page' });
    await again(site, id);
    await forgetImport(team.editor, id);
    const events = await db().auditEvent.findMany({ where: { targetId: id }, orderBy: { createdAt: 'asc' } });
    expect(events.map((event) => event.action)).toEqual(['import.start', 'import.finish', 'import.repeat', 'import.finish', 'import.forget']);
    expect(await names()).toEqual(['x.html']);
  });
});
