// Who may know whom (docs/architecture.md). File-level circles are oxlint's business (import/no-cycle).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Files of lib that run in a browser too; from all others a component may take types only. */
const clientSafe = new Set(['lib/auth/safe-next', 'lib/chats/answer-tree', 'lib/chats/answer-words', 'lib/chats/chat-message', 'lib/documents/report-sentence', 'lib/http/send-json', 'lib/ingest/missing-parts', 'lib/ingest/parse/document-formats', 'lib/ingest/parse/orientation', 'lib/ingest/parse/read-tiff', 'lib/people/role-words', 'lib/retrieval/page-label', 'lib/retrieval/query/read-query', 'lib/retrieval/query/write-filter']);

/** Which subjects of lib a subject may import from. A new arrow is a decision: make it here. */
const arrows: Record<string, string[]> = {
  ai: ['audit', 'auth', 'config', 'db', 'errors', 'usage'],
  ask: ['ai', 'audit', 'auth', 'chats', 'db', 'errors', 'ingest', 'retrieval', 'usage'],
  // Plays a whole portal to people who mean it harm.
  attacks: ['ai', 'chats', 'db', 'documents', 'glossary', 'ingest', 'teams'],
  audit: ['db'],
  auth: ['audit', 'config', 'db', 'errors', 'http', 'people', 'teams'],
  chats: ['ask', 'audit', 'auth', 'db', 'errors', 'retrieval'],
  config: [],
  // Rows alone.
  csv: [],
  db: ['config'],
  // Texts alone.
  differences: [],
  documents: ['ai', 'audit', 'auth', 'chats', 'config', 'db', 'errors', 'files', 'ingest', 'jobs', 'retrieval'],
  'embedding-model': ['ai', 'audit', 'auth', 'config', 'db', 'errors', 'ingest', 'retrieval'],
  errors: [],
  evaluation: ['ai', 'ask', 'auth', 'chats', 'config', 'db', 'errors', 'ingest', 'jobs', 'retrieval', 'teams'],
  explain: ['ai', 'ask', 'auth', 'chats', 'db', 'documents', 'errors', 'ingest', 'retrieval', 'usage'],
  export: ['auth', 'chats', 'errors'],
  feedback: ['auth', 'chats', 'csv', 'db', 'errors', 'retrieval'],
  files: ['config', 'errors'],
  glossary: ['ai', 'audit', 'auth', 'csv', 'db', 'errors'],
  health: ['audit', 'auth', 'db', 'errors', 'retrieval'],
  http: ['auth', 'config', 'db', 'errors'],
  import: ['audit', 'auth', 'config', 'db', 'documents', 'errors', 'files', 'http', 'ingest', 'jobs'],
  ingest: ['ai', 'db', 'differences', 'errors', 'files', 'jobs', 'retrieval', 'usage'],
  jobs: ['db'],
  notifications: ['auth', 'db', 'http', 'retrieval'],
  passages: ['ai', 'audit', 'auth', 'db', 'differences', 'errors', 'http', 'ingest', 'jobs', 'retrieval'],
  people: ['audit', 'auth', 'db', 'errors', 'teams'],
  // The entry points of the processes put everything together.
  processes: ['auth', 'config', 'db', 'documents', 'embedding-model', 'health', 'import', 'ingest', 'jobs', 'retrieval', 'versions'],
  quality: ['auth', 'db', 'errors'],
  // Of people to people, below answers.
  questions: ['audit', 'auth', 'chats', 'db', 'errors', 'http', 'notifications', 'retrieval'],
  queue: ['audit', 'auth', 'db', 'documents', 'ingest'],
  retrieval: ['ai', 'auth', 'chats', 'config', 'db', 'errors', 'glossary', 'usage'],
  search: ['ai', 'auth', 'ingest', 'retrieval'],
  teams: ['audit', 'auth', 'db', 'errors'],
  usage: ['auth', 'csv', 'db', 'errors'],
  versions: ['auth', 'db', 'differences', 'errors', 'ingest', 'notifications'],
};

type Import = { target: string; typeOnly: boolean };

function importsOf(file: string, source: string): Import[] {
  const found = source.matchAll(/(?:^|\n)(?:import|export)\s+(type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g);
  return [...found].flatMap((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? '';
    const target = name.startsWith('@/') ? name.slice(2) : name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : undefined;
    return target === undefined ? [] : [{ target, typeOnly: Boolean(match[1]) }];
  });
}

/** What is wrong with a file's imports, one sentence each. */
function violations(file: string, source: string): string[] {
  const [room, subject = ''] = file.split('/');
  return importsOf(file, source).flatMap(({ target, typeOnly }) => {
    const [targetRoom, targetSubject = ''] = target.split('/');
    const wrong = (why: string) => [`${file} imports ${target}: ${why}`];
    if (targetRoom === 'app' && room !== 'app') return wrong('nothing imports app');
    if (targetRoom === 'components' && room === 'lib') return wrong('lib does not know the interface');
    if (room === 'components' && targetRoom === 'lib' && !typeOnly && !clientSafe.has(target)) return wrong('components take types or client-safe files of lib');
    if (room === 'lib' && targetRoom === 'lib' && targetSubject !== subject && !arrows[subject]?.includes(targetSubject)) {
      return wrong(`${subject} may not know ${targetSubject}`);
    }
    return [];
  });
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/(\.test\.tsx?|\/test-[a-z-]+\.ts)$/.test(file));

describe('boundaries', () => {
  it('hold in every file', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it.each([
    ['components/ui/button.tsx', `import { db } from '@/lib/db/client';`],
    ['components/ui/button.tsx', `import {\n  db,\n} from '../../lib/db/client';`],
    ['lib/retrieval/fuse.ts', `import { ask } from '@/lib/ask/ask';`],
    ['lib/retrieval/fuse.ts', `const { ask } = await import('@/lib/ask/ask');`],
    ['lib/ask/ask.ts', `import Page from '@/app/page';`],
    ['lib/ask/ask.ts', `export { Button } from '../../components/ui/button';`],
  ])('notice a planted violation in %s: %s', (file, source) => {
    expect(violations(file, source)).toHaveLength(1);
  });

  it('let components take types', () => {
    expect(violations('components/ui/button.tsx', `import type { Viewer } from '@/lib/auth/viewer';`)).toEqual([]);
  });
});
