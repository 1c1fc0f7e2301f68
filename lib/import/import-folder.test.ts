import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backgroundViewer } from '@/lib/auth/background-viewer';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { openEmbeddedDatabase } from '@/lib/db/embedded-database';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { folderFiles } from './folder-files';
import { importFolder } from './import-folder';
import { readImport } from './list-imports';
import { repeatImport } from './repeat-import';
import { removeGone } from './remove-gone';

let team: TestTeam;
let viewer: Viewer;
let folder: string;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam('Folder team');
  viewer = await backgroundViewer(team.id, team.owner.userId);
});
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'footnote-folder-')));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await db().importSource.deleteMany();
  await db().document.deleteMany();
});
afterAll(() => stopJobs());

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
}

const run = () => importFolder(viewer, { folder, collectionId: team.collectionId });
const statesOf = async (id: string) => Object.fromEntries((await readImport(viewer, id, { page: 1 })).items.map((item) => [item.address, item.state]));
const documents = () => db().document.findMany({ where: { teamId: team.id, deletedAt: null }, orderBy: { name: 'asc' }, include: { _count: { select: { versions: true } } } });
const names = async () => (await documents()).map((document) => document.name);

describe('a folder', () => {
  it('becomes documents that keep their folders in their names; what is no document is refused with the reason', async () => {
    await write({ 'README.md': '# Read me', 'guides/setup/install.md': '# Install', 'guides/prices.csv': 'a,b\n1,2\n', 'src/main.ts': 'export {};', 'logo.png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'empty.md': '' });
    const id = await run();
    expect(await names()).toEqual(['README.md', 'guides/prices.csv', 'guides/setup/install.md']);
    expect(await statesOf(id)).toEqual({ 'README.md': 'added', 'guides/setup/install.md': 'added', 'guides/prices.csv': 'added', 'src/main.ts': 'refused', 'logo.png': 'refused', 'empty.md': 'refused' });
    expect((await readImport(viewer, id, { page: 1 })).source).toMatchObject({ kind: 'folder', address: folder, state: 'done' });
  });

  it('again: only what changed is brought, as a version of the same document; what is gone waits for a word', async () => {
    await write({ 'a.md': '# A', 'b.md': '# B', 'c/d.md': '# D' });
    const id = await run();
    const before = await documents();
    await write({ 'b.md': '# B, revised', 'e.md': '# E' });
    await rm(path.join(folder, 'a.md'));
    expect(await run()).toBe(id);
    expect(await statesOf(id)).toEqual({ 'a.md': 'gone', 'b.md': 'updated', 'c/d.md': 'unchanged', 'e.md': 'added' });
    const after = await documents();
    expect(after.map(({ name, _count }) => [name, _count.versions])).toEqual([['a.md', 1], ['b.md', 2], ['c/d.md', 1], ['e.md', 1]]);
    expect(after.find(({ name }) => name === 'b.md')?.id).toBe(before.find(({ name }) => name === 'b.md')?.id);
    await removeGone(viewer, id);
    expect(await names()).toEqual(['b.md', 'c/d.md', 'e.md']);
  });

  it('is not imported by two commands at once, nor from the browser', async () => {
    await write({ 'a.md': '# A' });
    const id = await run();
    await expect(repeatImport(team.editor, id)).rejects.toMatchObject({ code: 'conflict:import-folder' });
    await db().importSource.update({ where: { id }, data: { state: 'running', heartbeatAt: new Date() } });
    await expect(run()).rejects.toMatchObject({ code: 'conflict:import-running' });
  });

  it('has to be there, and its person an editor', async () => {
    await expect(importFolder(viewer, { folder: path.join(folder, 'nowhere'), collectionId: team.collectionId })).rejects.toMatchObject({ code: 'bad_request:folder' });
    await expect(importFolder(team.viewer, { folder, collectionId: team.collectionId })).rejects.toMatchObject({ code: 'forbidden:role' });
  });

  it('C6, C4: neither hidden files nor what lies outside of it are read', async () => {
    const outside = await mkdtemp(path.join(os.tmpdir(), 'footnote-outside-'));
    await writeFile(path.join(outside, 'secret.md'), '# Secret');
    await write({ '.env.md': 'SECRET=1', '.git/config.md': 'x', 'node_modules/x/README.md': '# X', 'a.md': '# A' });
    await symlink(path.join(outside, 'secret.md'), path.join(folder, 'linked.md'));
    await symlink(outside, path.join(folder, 'linked'));
    expect(await folderFiles(folder)).toEqual(['a.md']);
    await rm(outside, { recursive: true });
  });

  it('that is a Git repository gives what Git knows, and runs nothing that it names', async () => {
    const git = (...words: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { stdio: 'ignore' });
    await write({ 'a.md': '# A', 'docs/b.md': '# B', 'built/c.md': '# C', '.gitignore': 'built/\n', 'new.md': '# New' });
    git('init', '-q');
    git('add', 'a.md', 'docs');
    git('commit', '-q', '-m', 'x');
    await rm(path.join(folder, 'a.md'));
    git('config', 'core.fsmonitor', `touch ${path.join(folder, 'was-run.md')};`);
    expect(await folderFiles(folder)).toEqual(['docs/b.md', 'new.md']);
    expect(await folderFiles(path.join(folder, 'docs'))).toEqual(['b.md']);
  });
});

describe('npm run import', () => {
  const command = async (...words: string[]) => {
    const env = { ...process.env, DATABASE_URL: '', FOOTNOTE_EMBEDDED_DATABASE: '', INIT_CWD: folder };
    return promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...words], { env }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, text: error.stdout + error.stderr }),
    );
  };

  // Where a PostgreSQL server holds the tests' database, no data folder names it.
  it.skipIf(process.env.TEST_DATABASE_URL)('works beside a running portal, and says what it did', async () => {
    await write({ 'a.md': '# A', 'b.md': '# B', 'x.ts': 'export {};' });
    const first = await command('.', '--collection', 'Handbook');
    expect(first).toEqual({ code: 0, text: expect.stringContaining('2 added, 0 updated, 0 unchanged, 0 skipped, 1 refused, 0 gone.') });
    expect(first.text).toContain('A new collection: "Handbook".');
    expect((await db().document.findMany({ include: { collection: true } })).map(({ name, collection, uploadedById }) => [name, collection.name, uploadedById]).sort()).toEqual([
      ['a.md', 'Handbook', team.owner.userId],
      ['b.md', 'Handbook', team.owner.userId],
    ]);
    await rm(path.join(folder, 'a.md'));
    expect((await command('.', '--collection', 'Handbook')).text).toContain('--remove-gone');
    expect(await names()).toEqual(['a.md', 'b.md']);
    expect((await command('.', '--collection', 'Handbook', '--as', team.editor.email, '--remove-gone')).text).toContain('1 of them deleted.');
    expect(await names()).toEqual(['b.md']);
  }, 180_000);

  it.skipIf(process.env.TEST_DATABASE_URL)('says in a sentence what is wrong', async () => {
    expect(await command()).toEqual({ code: 2, text: expect.stringContaining('usage:') });
    expect(await command('.', '--team', 'Nobody')).toEqual({ code: 1, text: 'There is no team named "Nobody".\n' });
    expect(await command('.', '--as', 'nobody@example.com')).toEqual({ code: 1, text: expect.stringContaining('Nobody in the team "Folder team"') });
  }, 180_000);

  it('a second owner of a data folder learns where the database is served', async () => {
    const data = await mkdtemp(path.join(os.tmpdir(), 'footnote-owner-'));
    const database = await openEmbeddedDatabase(data);
    await expect(openEmbeddedDatabase(data)).rejects.toMatchObject({ name: 'DatabaseLockedError', url: database.url });
    await database.close();
    await rm(data, { recursive: true });
  });
});
