import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessTable } from './access-table';

const root = path.resolve(import.meta.dirname, '../..');
const methods = 'GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS';

/** Every way in that the code declares, with the access that the code itself enforces. */
function waysIn(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of sources('app')) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const address = `/${path.dirname(file).split('/').slice(1).filter((part) => !/^\(.*\)$/.test(part)).join('/')}`;
    if (/^['"]use server['"]/m.test(text)) found.set(`server action in ${file}`, 'not allowed');
    if (/\/route\.tsx?$/.test(file)) for (const [name, access] of routesOf(text)) found.set(`${name} ${address}`, access);
    if (/\/page\.tsx?$/.test(file)) found.set(`page ${address}`, accessOfPage(text));
  }
  for (const file of sources('lib')) {
    const text = readFileSync(path.join(root, file), 'utf8');
    if (/^['"]use server['"]/m.test(text)) found.set(`server action in ${file}`, 'not allowed');
    for (const name of jobsOf(text)) found.set(`job ${name}`, 'worker');
  }
  return found;
}

function routesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = ''] of text.matchAll(new RegExp(`export\\s+(?:async\\s+)?(?:function|const|let)\\s+(${methods})\\b`, 'g'))) found.set(name, 'does not use route()');
  for (const [, list = ''] of text.matchAll(/export\s*\{([^}]*)\}/g)) {
    for (const [name] of list.matchAll(new RegExp(`\\b(?:${methods})\\b`, 'g'))) found.set(name, 'does not use route()');
  }
  for (const [, name = '', access = ''] of text.matchAll(new RegExp(`export const (${methods}) = route\\(\\s*'([a-z-]+)'`, 'g'))) found.set(name, access);
  return found;
}

function accessOfPage(text: string): string {
  const asked = /\bpageViewer\(\s*(?:'([a-z]+)'\s*)?\)/.exec(text);
  if (asked) return asked[1] ?? 'viewer';
  return /\bpagePerson\(\s*\)/.test(text) ? 'signed-in' : 'anyone';
}

function jobsOf(text: string): string[] {
  const declared = /export type JobName =([^;]+);/.exec(text)?.[1] ?? '';
  return [...declared.matchAll(/'([\w.-]+)'/g), ...text.matchAll(/\.(?:work|createQueue)(?:<[^(]*>)?\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '');
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && !entry.parentPath.includes('generated'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

describe('access table', () => {
  it('B1: lists every route, page and job with the access that its code enforces, and nothing else', () => {
    expect(Object.fromEntries([...waysIn()].sort())).toEqual(Object.fromEntries(Object.entries(accessTable).sort()));
  });

  it('B1: is in alphabetical order', () => {
    const keys = Object.keys(accessTable);
    expect(keys).toEqual(keys.toSorted());
  });

  it('B1: sees handlers that go round route(), server pages without a viewer, and jobs', () => {
    expect([...routesOf("export async function GET() {}\nexport const POST = route('admin', () => x);\nexport { handler as PUT };")]).toEqual([
      ['GET', 'does not use route()'],
      ['POST', 'admin'],
      ['PUT', 'does not use route()'],
    ]);
    expect([accessOfPage('await pageViewer()'), accessOfPage("await pageViewer('admin')"), accessOfPage('await pagePerson()'), accessOfPage('hello')]).toEqual(['viewer', 'admin', 'signed-in', 'anyone']);
    expect(jobsOf("export type JobName = 'ingest' | 'purge';")).toEqual(['ingest', 'purge']);
    expect(jobsOf("await boss.work('ingest', async () => {}); await boss.createQueue('purge')")).toEqual(['ingest', 'purge']);
  });
});
