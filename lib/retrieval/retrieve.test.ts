import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embedQuery } from '@/lib/ai/embedding/embed';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { clusteredVectors, randomCentres } from '@/lib/evaluation/clustered-vectors';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { passagesInReach, type ReachFilters, reachOf } from './reach';
import { keywordIndex } from './keyword/keyword-index';
import { retrieve } from './retrieve';
import { graphSettings, nearestQuery } from './search-functions';
import { addTestDocument, testVector, type TestPassage } from './test-passages';
import { vectorSearch } from './vector-search';
import { passageVectors } from './vector-tables';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const handbook = [
  'Every employee is entitled to thirty days of annual leave.',
  'Invoices are paid within two weeks of their arrival.',
  'A laptop that was lost has to be reported to the service desk at once.',
];

describe('retrieve', () => {
  it('finds by words, by meaning, and by both, and says which', async () => {
    const { passageIds, documentId, versionId } = await addTestDocument(team, 'Handbook', handbook);
    const question = 'How much vacation do I get per year?';
    const byMeaning = await retrieve(team.viewer, { question, mode: 'vector' });
    expect(byMeaning.passages[0]).toMatchObject({ passageId: passageIds[0], documentId, versionId, documentName: 'Handbook', ordinal: 0, start: 0 });
    expect(byMeaning.passages[0]?.keyword).toBeUndefined();
    const byWords = await retrieve(team.viewer, { question: 'invoices arrival', mode: 'keyword' });
    expect(byWords.passages.map((passage) => passage.passageId)).toEqual([passageIds[1]]);
    expect(byWords.passages[0]?.vector).toBeUndefined();
    const both = await retrieve(team.viewer, { question: 'When are invoices paid?' });
    expect(both.passages[0]).toMatchObject({ passageId: passageIds[1], keyword: { rank: 1 }, vector: { rank: 1 }, text: handbook[1] });
    expect(both.passages).toHaveLength(3);
    expect(both.searched).toBe(3);
    expect(both.notices).toEqual([]);
    expect((await retrieve(team.viewer, { question, limit: 1 })).passages).toHaveLength(1);
  });

  it('lets one sentence that answers lift its passage, and gives the sentences nearest first', async () => {
    const answer = 'Cats may sleep in the office on Fridays.';
    const around = 'The house rules were agreed in spring. They hang by the door.';
    const long = `${around} ${answer} Chairs are put up in the evening.`;
    const lookalike = 'Cats and the office: a chapter about animals.';
    const sentences = ['The house rules were agreed in spring.', 'They hang by the door.', answer, 'Chairs are put up in the evening.'];
    const { passageIds } = await addTestDocument(team, 'Rules', [{ text: long, sentences }, { text: lookalike, sentences: [lookalike] }]);
    const { passages } = await retrieve(team.viewer, { question: 'On which day may cats sleep in the office?' });
    expect(passages[0]?.passageId).toBe(passageIds[0]);
    const start = (passages[0]?.start ?? 0) + long.indexOf(answer);
    expect(passages[0]?.sentences[0]).toMatchObject({ start, end: start + answer.length });
    expect(passages[0]?.sentences).toHaveLength(4);
  });

  it('prefers, of two passages alike, the one that stands among others about the matter', async () => {
    const rule = 'It is thirty days for everybody.';
    const lent = await addTestDocument(team, 'A', ['Books are lent by the library.', { text: rule, context: 'Rules' }, 'Return them at the counter.']);
    const leave = await addTestDocument(team, 'B', ['Annual leave is granted to each employee.', { text: rule, context: 'Rules' }, 'Holidays are booked with the people team.']);
    const first = async (question: string) => (await retrieve(team.viewer, { question })).passages.filter((passage) => passage.text === rule)[0]?.passageId;
    expect(await first('How many days of vacation does an employee have?')).toBe(leave.passageIds[1]);
    expect(await first('How many days may a library book be kept?')).toBe(lent.passageIds[1]);
  });

  it('G9: a passage that alone holds the words as they stand is among the first three, however common they are', async () => {
    const pick = (list: string[], i: number) => list[i % list.length] ?? '';
    const whos = ['the guard', 'a clerk', 'the cook', 'our driver', 'a guest'];
    const dos = ['opens', 'counts', 'paints', 'moves', 'keeps', 'checks', 'cleans'];
    const whats = ['the chairs', 'the keys', 'the lamps', 'the plants', 'the boxes', 'the maps', 'the shelves', 'the cups', 'the bells', 'the coats', 'the books'];
    const rules = Array.from({ length: 120 }, (_, i) => `On most days ${pick(whos, i)} ${pick(dos, i)} ${pick(whats, i)} before noon.`);
    const { passageIds } = await addTestDocument(team, 'Rules', rules);
    const frames = ['{}', 'What do the rules say about {}?', 'Where can I read that {}?', 'Is {} something we do?'];
    for (const [i, rule] of rules.entries()) {
      if (i % 6 !== 0) continue;
      const words = /days (.*) before/.exec(rule)?.[1] ?? '';
      if (rules.filter((other) => other.includes(words)).length > 1) continue;
      const { passages } = await retrieve(team.viewer, { question: pick(frames, i / 6).replace('{}', words) });
      const place = passages.findIndex((passage) => passage.passageId === passageIds[i]);
      expect({ words, isFirst: place >= 0 && place < 3 }).toEqual({ words, isFirst: true });
      expect(passages[place]?.exact).toMatchObject({ holders: 1 });
    }
  });

  it('shows only passages that hold a quoted phrase word for word, and says when there is none', async () => {
    const { passageIds } = await addTestDocument(team, 'Handbook', [...handbook, 'Leave of thirty days, annual or not, is for every employee.']);
    const found = async (question: string, mode?: 'keyword' | 'vector') => {
      const { passages, notices } = await retrieve(team.viewer, { question, mode });
      return { ids: passages.map((passage) => passage.passageId), codes: notices.map((notice) => notice.code) };
    };
    for (const mode of [undefined, 'keyword', 'vector'] as const) {
      expect(await found('Who gets "thirty days of annual leave"?', mode)).toEqual({ ids: [passageIds[0]], codes: [] });
    }
    expect((await found('"every employee" and "thirty days"')).ids.sort()).toEqual([passageIds[0], passageIds[3]].sort());
    expect(await found('"forty days of leave"')).toEqual({ ids: [], codes: ['phrase:none'] });
  });

  it('lets the own words of a follow-up question count as much as those from the conversation', async () => {
    const { passageIds } = await addTestDocument(team, 'Rules', ['Trains: book second class.', 'Leave: ask your manager.', 'Leave by train is not paid.']);
    const own = await retrieve(team.viewer, { question: 'And by train? annual leave request manager approval', ownWords: 'And by train?' });
    const whole = await retrieve(team.viewer, { question: 'And by train? annual leave request manager approval' });
    expect(whole.passages[0]?.passageId).toBe(passageIds[1]);
    expect(own.passages[0]?.passageId).not.toBe(passageIds[1]);
  });

  it('knows the words of a passage that only its meaning brought', async () => {
    const many = Array.from({ length: 110 }, (_, i): TestPassage => ({ text: `invoice ${'invoice '.repeat(i % 5)}`, embedding: testVector(3) }));
    const near = await embedQuery('Who pays an invoice of last year?');
    const { passageIds } = await addTestDocument(team, 'Invoices', [...many, { text: 'Somebody else pays the invoice, of whatever year and however long it may be, once it has been looked at.', embedding: near }]);
    const { passages } = await retrieve(team.viewer, { question: 'Who pays an invoice of last year?' });
    expect(passages[0]?.passageId).toBe(passageIds.at(-1));
    expect(passages[0]?.score).toBeGreaterThan(1.05);
  });

  it.each(['', '  ', '?', 'the', '\0', '😀', `'; DELETE FROM passage; --`, 'word '.repeat(10_000)])('takes any text as a question: %j', async (question) => {
    await addTestDocument(team, 'Handbook', handbook);
    const result = await retrieve(team.viewer, { question });
    expect(result.passages).toHaveLength(/[\p{L}\p{N}]/u.test(question) ? 3 : 0);
  });

  it('B5: never finds what another team holds, in either list, even when asked for it by id', async () => {
    const other = await createTestTeam('Other');
    const canary = 'The canary zebrafish 4711 lives in the blue vault.';
    const theirs = await addTestDocument(other, 'Secret', [{ text: canary, sentences: [canary] }]);
    await addTestDocument(team, 'Handbook', handbook);
    const foreign = { collectionIds: [other.collectionId], documentIds: [theirs.documentId] };
    for (const mode of ['keyword', 'vector', 'hybrid'] as const) {
      const found = await retrieve(team.viewer, { question: canary, mode });
      expect(found.passages.filter((passage) => passage.documentId === theirs.documentId || passage.text.includes('canary'))).toEqual([]);
      expect(found.searched).toBe(3);
      const asked = await retrieve(team.viewer, { question: canary, mode, scope: foreign });
      expect(asked).toMatchObject({ passages: [], searched: 0 });
      expect((await retrieve(other.viewer, { question: canary, mode })).passages[0]?.text).toBe(canary);
    }
  });

  it('leaves out deleted documents and what lies outside the scope', async () => {
    const first = await addTestDocument(team, 'A', handbook);
    const second = await addTestDocument(team, 'B', handbook);
    const found = async (scope?: { collectionIds: string[]; documentIds: string[] }) => {
      const result = await retrieve(team.viewer, { question: 'annual leave', scope });
      expect(result.searched).toBe(result.passages.length);
      return new Set(result.passages.map((passage) => passage.documentId));
    };
    expect(await found({ collectionIds: [], documentIds: [second.documentId] })).toEqual(new Set([second.documentId]));
    await db().document.update({ where: { id: first.documentId }, data: { deletedAt: new Date() } });
    expect(await found()).toEqual(new Set([second.documentId]));
    expect(await found({ collectionIds: [], documentIds: [first.documentId] })).toEqual(new Set());
  });
});

describe('when a part fails', () => {
  const broken = async (name: string) => {
    const found = await pool().query<{ f: string }>(`SELECT oid::regprocedure::text AS f FROM pg_proc WHERE proname = $1`, [name]);
    await pool().query(`ALTER FUNCTION ${found.rows[0]?.f} RENAME TO ${name}_away`);
  };
  const mended = async (name: string) => {
    const found = await pool().query<{ f: string }>(`SELECT oid::regprocedure::text AS f FROM pg_proc WHERE proname = $1`, [`${name}_away`]);
    if (found.rows[0]) await pool().query(`ALTER FUNCTION ${found.rows[0].f} RENAME TO ${name}`);
  };
  let keywordFunction: string;
  beforeAll(async () => {
    keywordFunction = (await keywordIndex()).name === 'bm25' ? 'footnote_bm25' : 'footnote_full_text';
  });
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await mended(keywordFunction);
    await mended('footnote_nearest_exact');
  });

  it('K1: the other part answers, with a notice; without any, search is unavailable', async () => {
    const { passageIds } = await addTestDocument(team, 'Handbook', handbook);
    const question = 'When are invoices paid?';
    await broken(keywordFunction);
    const withoutWords = await retrieve(team.viewer, { question });
    expect(withoutWords.passages[0]?.passageId).toBe(passageIds[1]);
    expect(withoutWords.notices).toEqual([{ code: 'unavailable:keyword', message: 'Keyword search is unavailable; results may be incomplete.' }]);
    await expect(retrieve(team.viewer, { question, mode: 'keyword' })).rejects.toMatchObject({ code: 'unavailable:search' });
    await broken('footnote_nearest_exact');
    await expect(retrieve(team.viewer, { question })).rejects.toMatchObject({ code: 'unavailable:search', status: 503 });
    await mended(keywordFunction);
    const withoutMeaning = await retrieve(team.viewer, { question });
    expect(withoutMeaning.passages.map((passage) => passage.passageId)).toEqual([passageIds[1]]);
    expect(withoutMeaning.notices.map((notice) => notice.code)).toEqual(['unavailable:vector']);
  });
});

describe('vector search', () => {
  it('B6: by the graph too, a small team among large ones gets its own nearest passages', async () => {
    const large = await createTestTeam('Large');
    const vectors = clusteredVectors(randomCentres(40, 384));
    const passages = (count: number) => Array.from({ length: count }, (_, i) => ({ text: `text ${i}`, embedding: vectors.next().value }));
    await addTestDocument(large, 'many', passages(600));
    await addTestDocument(team, 'few', passages(20));
    await pool().query('ANALYZE');
    const question = { space: builtInSpace, vector: vectors.next().value };
    for (const { viewer } of [team, large]) {
      const reach = await reachOf(viewer);
      const exact = await vectorSearch(reach, question, 10, 0);
      const graph = await vectorSearch(reach, question, 10, 1_000_000);
      expect(exact).toHaveLength(10);
      const right = graph.filter((hit) => exact.some((other) => Math.abs(other.score - hit.score) < 1e-6));
      expect(right.length).toBeGreaterThanOrEqual(9);
      expect(graph.map((hit) => hit.score)).toEqual(graph.map((hit) => hit.score).sort((a, b) => b - a));
    }
    expect(await passagesInReach(await reachOf(team.viewer))).toBe(20);
    // Building the graph takes its time where other work shares the processor.
  }, 120_000);

  it.each([['by comparing all', 0], ['by the graph', 1_000_000]])('%s, looks only at documents that pass the filters', async (_, inReach) => {
    const old = await addTestDocument(team, 'Handbook', handbook);
    const fresh = await addTestDocument(team, 'News', handbook);
    await db().document.update({ where: { id: old.documentId }, data: { format: 'pdf', createdAt: new Date('2024-02-03') } });
    const reach = await reachOf(team.viewer);
    const within = async (filters: ReachFilters) => (await vectorSearch({ ...reach, filters }, { space: builtInSpace, vector: testVector(1) }, 10, inReach)).map((hit) => hit.passageId).sort();
    expect(await within({ formats: ['pdf'] })).toEqual([...old.passageIds].sort());
    expect(await within({ createdFrom: '2024-02-04' })).toEqual([...fresh.passageIds].sort());
    expect(await within({ formats: ['pdf'], createdFrom: '2024-02-04' })).toEqual([]);
    expect(await passagesInReach({ ...reach, filters: { formats: ['pdf'], createdBefore: '2024-02-04' } })).toBe(3);
    expect(await passagesInReach({ ...reach, filters: { createdBefore: '2024-02-03' } })).toBe(0);
  });

  it('reads the graph in order of nearness, also with a list of documents that pass the filters', async () => {
    const vectors = clusteredVectors(randomCentres(40, 384));
    const { documentId } = await addTestDocument(team, 'many', Array.from({ length: 200 }, (_, i) => ({ text: `text ${i}`, embedding: vectors.next().value })));
    await pool().query('ANALYZE');
    const { collectionIds } = await reachOf(team.viewer);
    const client = await pool().connect();
    try {
      await client.query('BEGIN');
      const written = await client.query<{ format: string }>('SELECT format($1, $2::text, $3::text)', [nearestQuery, team.id, passageVectors(builtInSpace)]);
      for (const setting of graphSettings) await client.query(`SET LOCAL ${setting}`);
      const types = ['::text[]', '::text[]', '::text[]', '::vector', '::int', '::text[]'];
      const statement = (written.rows[0]?.format ?? '').replace(/\$(\d)/g, (mark, number: string) => mark + (types[Number(number) - 1] ?? ''));
      for (const documents of [null, [documentId]]) {
        const explained = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, [collectionIds, null, null, JSON.stringify([...vectors.next().value]), 10, documents]);
        const plan = explained.rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan).toContain('Index Scan using passage_vector_1_embedding_idx');
        expect(plan).not.toMatch(/Seq Scan on passage|Sort/);
      }
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('leaves the settings of the session as they were', async () => {
    await addTestDocument(team, 'Handbook', handbook);
    await retrieve(team.viewer, { question: 'annual leave' });
    const settings = await pool().query(`SELECT current_setting('enable_seqscan') AS scan, current_setting('enable_sort') AS sort`);
    expect(settings.rows[0]).toEqual({ scan: 'on', sort: 'on' });
  });
});
