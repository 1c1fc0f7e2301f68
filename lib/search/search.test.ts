import { beforeEach, describe, expect, it } from 'vitest';
import { addTestDocument } from '@/lib/retrieval/test-passages';
import { addEntry } from '@/lib/glossary/add-entry';
import { writeWords } from '@/lib/retrieval/words/write-words';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { search } from './search';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const leave = 'The office opens at eight. Every employee is entitled to thirty days of annual leave. Leave is requested in the calendar.';
const invoices = 'Invoices are paid within two weeks of their arrival.';

describe('search', () => {
  it('opens at the sentence that answers, marks the words, and says why it was found', async () => {
    const sentence = 'Every employee is entitled to thirty days of annual leave.';
    const { documentId, versionId } = await addTestDocument(team, 'Handbook', [invoices, { text: leave, sentences: leave.match(/[^.]+\./g)?.map((each) => each.trim()) ?? [] }]);
    const { results, searched } = await search(team.viewer, { query: 'How many days of annual leave do employees get?' });
    const [first] = results;
    const from = invoices.length + 1 + leave.indexOf(sentence);
    expect(first).toMatchObject({ documentId, versionId, documentName: 'Handbook', start: from, end: from + sentence.length, why: 'both' });
    const marked = first?.marks.map((mark) => first.excerpt.slice(mark.start, mark.end));
    expect(marked).toContain('employee');
    expect(marked).toContain('leave');
    expect(marked).not.toContain('of');
    expect(searched).toBe(2);
  });

  it('goes by words where the model cannot read the question, and finds nothing for signs and pictures', async () => {
    const { passageIds } = await addTestDocument(team, '手册', ['食堂每天中午十二点开放。员工可以选择三种菜单。', '仓库钥匙由保安保管。', 'กุญแจคลังสินค้าเก็บไว้ที่ป้อมยาม'], { language: 'simple' });
    const { results } = await search(team.viewer, { query: '仓库钥匙由谁保管?' });
    expect(results.map(({ passageId, why }) => [passageId, why])).toEqual([[passageIds[1], 'keyword']]);
    expect(results[0]?.marks.map(({ start, end }) => results[0]?.excerpt.slice(start, end))).toEqual(['仓库钥匙由', '保管']);
    for (const query of ['😀🎉', '?!', '→ §']) expect((await search(team.viewer, { query })).results).toEqual([]);
  });

  it('finds by meaning alone and by words alone, and says which', async () => {
    await addTestDocument(team, 'Handbook', [invoices, leave]);
    const [byMeaning] = (await search(team.viewer, { query: 'How much vacation does the staff have per year?' })).results;
    expect(byMeaning?.why).toBe('meaning');
    const byWords = (await search(team.viewer, { query: 'invoice arrival', mode: 'keyword' })).results;
    expect(byWords.map((result) => [result.why, result.excerpt])).toEqual([['keyword', invoices]]);
  });

  it('finds what the glossary calls otherwise, marks it, and says so', async () => {
    await addEntry(team.admin, { term: 'PTO', synonyms: ['annual leave', 'vacation'] });
    // One word of a name is not the name.
    await addTestDocument(team, 'Handbook', [invoices, leave, 'The annual meeting takes place in May.']);
    const { results, also } = await search(team.viewer, { query: 'PTO', mode: 'keyword' });
    expect(also).toEqual([{ word: 'PTO', terms: ['annual leave', 'vacation'], reason: 'glossary' }]);
    expect(results.map((result) => [result.why, result.documentName])).toEqual([['other-name', 'Handbook']]);
    const [first] = results;
    expect(first?.marks.map((mark) => first.excerpt.slice(mark.start, mark.end))).toEqual(expect.arrayContaining(['annual', 'leave']));
    expect((await search(team.viewer, { query: 'PTO "annual leave" invoices' })).also).toEqual([{ word: 'annual leave', terms: ['vacation'], reason: 'glossary' }]);
  });

  it('finds in spite of a typing error, and says what it searched for', async () => {
    const { documentId } = await addTestDocument(team, 'Handbook', [invoices, leave]);
    await writeWords(documentId);
    const { results, also } = await search(team.viewer, { query: 'anual entilted', mode: 'keyword' });
    expect(also).toEqual([{ word: 'anual', terms: ['annual'], reason: 'spelling' }, { word: 'entilted', terms: ['entitled'], reason: 'spelling' }]);
    expect(results.map((result) => result.why)).toEqual(['other-name']);
    expect((await search(team.viewer, { query: 'anual entilted' })).results[0]?.excerpt).toContain('annual');
    // What is in quotation marks is meant as it is written; what is known is searched for as it is.
    expect((await search(team.viewer, { query: '"anual" leave' })).also).toEqual([]);
    expect((await search(team.viewer, { query: 'annual leave' })).also).toEqual([]);
  });

  it('gives nothing for what is in no document, rather than the least unlike passage', async () => {
    await addTestDocument(team, 'Handbook', [invoices, leave]);
    expect((await search(team.viewer, { query: 'xylophone quasar' })).results).toEqual([]);
    expect((await search(team.viewer, { query: '  ' })).results).toEqual([]);
  });

  it('B5: neither another team\'s passages nor its collections', async () => {
    const other = await createTestTeam('Other');
    await addTestDocument(other, 'Secret', ['The canary zebrafish lives in the blue vault.']);
    await addTestDocument(team, 'Handbook', [invoices]);
    for (const query of ['canary zebrafish vault', 'canary zebrafish vault in:secret', 'canary in:general']) {
      const { results } = await search(team.viewer, { query });
      expect(results.filter((result) => result.documentName === 'Secret')).toEqual([]);
    }
  });
});
