import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { addEntry } from './add-entry';
import { changeEntry } from './change-entry';
import { type EntryInput, entryInput, mostEntries } from './entry-input';
import { exportEntries } from './export-entries';
import { glossaryNames } from './glossary-names';
import { importEntries } from './import-entries';
import { listEntries } from './list-entries';
import { matchNames } from './match-names';
import { nameKey } from './name-key';
import { removeEntry } from './remove-entry';

let team: TestTeam;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
});

const add = (term: string, ...synonyms: string[]) => addEntry(team.admin, entryInput.parse({ term, synonyms }));
const match = (text: string) => matchNames(text, (keys) => glossaryNames(team.id, keys));
const events = async () => (await db().auditEvent.findMany({ where: { teamId: team.id }, orderBy: { createdAt: 'asc' } })).map(({ action, detail }) => ({ action, detail }));

describe('the glossary', () => {
  it('is added to, changed and removed from, with an event each', async () => {
    const { id } = await addEntry(team.admin, { term: 'PTO', synonyms: ['paid time off', 'Paid  time-off', 'pto'], note: 'See the handbook.' });
    expect(await listEntries(team.admin)).toEqual([
      { id, term: 'PTO', synonyms: ['paid time off'], note: 'See the handbook.', updatedAt: expect.any(String) as string },
    ]);
    await changeEntry(team.admin, id, { term: 'PTO', synonyms: ['annual leave'] });
    expect((await listEntries(team.admin))[0]).toMatchObject({ synonyms: ['annual leave'], note: null });
    await removeEntry(team.admin, id);
    expect(await listEntries(team.admin)).toEqual([]);
    expect(await events()).toEqual([
      { action: 'glossary.add', detail: { term: 'PTO', synonyms: ['paid time off'] } },
      { action: 'glossary.change', detail: { before: { term: 'PTO', synonyms: ['paid time off'] }, after: { term: 'PTO', synonyms: ['annual leave'] } } },
      { action: 'glossary.remove', detail: { term: 'PTO', synonyms: ['annual leave'] } },
    ]);
  });

  it('holds each term once, however it is written, in each team', async () => {
    const { id } = await add('Paid time off', 'PTO');
    await expect(add('paid time-off', 'leave')).rejects.toMatchObject({ code: 'conflict:term', status: 409 });
    await add('SLA', 'service level agreement');
    await expect(changeEntry(team.admin, id, { term: 'sla', synonyms: ['x'] })).rejects.toMatchObject({ code: 'conflict:term' });
    const other = await createTestTeam('Other');
    await addEntry(other.admin, { term: 'SLA', synonyms: ['something else'] });
    expect(await listEntries(other.admin)).toHaveLength(1);
  });

  it('finds names inside of what is written without spaces', async () => {
    await add('年假', '带薪休假');
    await add('倉庫', 'ウェアハウス');
    await add('창고', '물류 센터');
    expect(await match('我有多少天年假?')).toEqual([{ name: '年假', others: ['带薪休假'] }]);
    expect(await match('带薪休假怎么申请')).toEqual([{ name: '带薪休假', others: ['年假'] }]);
    expect(await match('倉庫の鍵はどこですか')).toEqual([{ name: '倉庫', others: ['ウェアハウス'] }]);
    expect(await match('창고는 어디에 있습니까?')).toEqual([{ name: '창고', others: ['물류 센터'] }]);
    expect(await match('물류 센터')).toEqual([{ name: '물류 센터', others: ['창고'] }]);
    expect(nameKey('年假 2025 policy')).toBe(nameKey('年假 2025 policies'));
  });

  it('B2: is the business of admins, and of their own team', async () => {
    const { id } = await add('PTO', 'paid time off');
    const other = await createTestTeam('Other');
    const input: EntryInput = { term: 'Taken', synonyms: ['over'] };
    await expect(changeEntry(other.owner, id, input)).rejects.toMatchObject({ code: 'not_found:entry' });
    await expect(removeEntry(other.owner, id)).rejects.toMatchObject({ code: 'not_found:entry' });
    for (const attempt of [() => addEntry(team.editor, input), () => listEntries(team.editor), () => removeEntry(team.editor, id), () => importEntries(team.editor, 'term,synonyms'), () => exportEntries(team.editor)]) {
      await expect(attempt()).rejects.toMatchObject({ status: 403 });
    }
    expect(await listEntries(team.owner)).toHaveLength(1);
  });

  it.each([
    [{ term: '', synonyms: ['a'] }, 'Write at least one letter.'],
    [{ term: '?!', synonyms: ['a'] }, 'A term or synonym needs a letter or a digit.'],
    [{ term: 'a'.repeat(101), synonyms: ['a'] }, 'A term or synonym has at most 100 characters.'],
    [{ term: 'a b c d e f g h i', synonyms: ['x'] }, 'A term or synonym has at most 8 words.'],
    [{ term: 'a', synonyms: [] }, 'Give at least one synonym or what the term stands for.'],
    [{ term: 'a', synonyms: Array.from({ length: 21 }, (_, n) => `s${n}`) }, 'A term has at most 20 synonyms.'],
    [{ term: 'a', synonyms: ['b'], note: 'n'.repeat(501) }, 'A note has at most 500 characters.'],
  ])('refuses with a sentence: %j', (input, sentence) => {
    expect(entryInput.safeParse(input).error?.issues[0]?.message).toBe(sentence);
  });

  it('refuses synonyms that are the term itself, and more terms than it can hold', async () => {
    await expect(add('PTO', 'pto', 'P T O')).resolves.toBeDefined();
    await expect(add('SLA', 'sla')).rejects.toMatchObject({ code: 'bad_request:synonyms' });
    const many = Array.from({ length: mostEntries }, (_, n) => ({ teamId: team.id, term: `t${n}`, synonyms: ['s'], keys: [`t${n}`], termKey: `t${n}` }));
    await db().glossaryEntry.createMany({ data: many });
    await expect(add('SLA', 'service level agreement')).rejects.toMatchObject({ code: 'too_large:glossary' });
  });
});

describe('a table', () => {
  it('comes back as it was written', async () => {
    await addEntry(team.admin, { term: 'PTO', synonyms: ['paid time off', '=leave'], note: 'A "note", with; marks' });
    await add('-SLA', 'service level agreement');
    const csv = await exportEntries(team.admin);
    expect(csv).toMatch(/^\ufeffterm,synonyms,note\r\n/);
    expect(csv).toContain("'-SLA");
    const before = await listEntries(team.admin);
    expect(await importEntries(team.admin, csv)).toEqual({ added: 0, changed: 2 });
    const after = await listEntries(team.admin);
    expect(after.map(({ term, synonyms, note }) => ({ term, synonyms, note }))).toEqual(before.map(({ term, synonyms, note }) => ({ term, synonyms, note })));
  });

  it('adds and changes, with semicolons between cells too', async () => {
    await add('PTO', 'paid time off');
    expect(await importEntries(team.admin, 'Term;Synonyms;Note\npto;"annual leave; vacation";\nSLA;service level agreement;x\n\n')).toEqual({ added: 1, changed: 1 });
    expect((await listEntries(team.admin)).map((entry) => [entry.term, entry.synonyms])).toEqual([['pto', ['annual leave', 'vacation']], ['SLA', ['service level agreement']]]);
    expect((await events()).at(-1)).toEqual({ action: 'glossary.import', detail: { added: 1, changed: 1 } });
  });

  it.each([
    ['', 'There is no term in this file.'],
    ['name,other\nPTO,x', 'The first row of the file must name the columns: term, synonyms, note.'],
    ['term,synonyms\nSLA,agreement\nPTO,', 'Row 3: synonyms: Give at least one synonym or what the term stands for.'],
    ['term,synonyms\nSLA,agreement\nPTO,pto', 'Row 3: Give a synonym that is written differently from the term.'],
    ['term,synonyms\n"PTO,x', 'This file is not a table in CSV format.'],
  ])('that cannot be read changes nothing: %j', async (csv, message) => {
    await expect(importEntries(team.admin, csv)).rejects.toMatchObject({ code: 'bad_request:csv', message });
    expect(await listEntries(team.admin)).toEqual([]);
  });
});

describe('names in a question', () => {
  it('lead from term to synonyms and from each synonym to the others', async () => {
    await add('PTO', 'paid time off', 'vacation');
    expect(await match('How much PTO do I get?')).toEqual([{ name: 'PTO', others: ['paid time off', 'vacation'] }]);
    expect(await match('is paid time-off carried over')).toEqual([{ name: 'paid time-off', others: ['PTO', 'vacation'] }]);
    expect(await match('Vacations in May')).toEqual([{ name: 'Vacations', others: ['PTO', 'paid time off'] }]);
    expect(await match('PTO or vacation?')).toEqual([{ name: 'PTO', others: ['paid time off'] }]);
  });

  it('count only whole, and longer before shorter', async () => {
    await add('time', 'hours');
    await add('time off', 'leave');
    expect(await match('time off')).toEqual([{ name: 'time off', others: ['leave'] }]);
    expect(await match('off time')).toEqual([{ name: 'time', others: ['hours'] }]);
    expect(await match('sometimes timeless')).toEqual([]);
  });

  it('tell acronyms from small words by their capitals', async () => {
    await add('IT', 'information technology');
    await add('SLA', 'service level agreement');
    expect(await match('Is it here?')).toEqual([]);
    expect(await match('Who is in IT?')).toEqual([{ name: 'IT', others: ['information technology'] }]);
    expect(await match('what does the sla say')).toEqual([{ name: 'sla', others: ['service level agreement'] }]);
  });

  it('tell codes apart by their letters as by their digits', async () => {
    await add('Q1', 'first quarter');
    await add('A1', 'large poster');
    await add('GPT4', 'language model');
    expect(await match('Which 1 of 4 GPT classes starts in Q3?')).toEqual([]);
    expect(await match('the q1 figures')).toEqual([{ name: 'q1', others: ['first quarter'] }]);
    expect(await match('printed on A1')).toEqual([{ name: 'A1', others: ['large poster'] }]);
  });

  it('B5: are those of the team alone', async () => {
    const other = await createTestTeam('Other');
    await addEntry(other.admin, { term: 'PTO', synonyms: ['canary'] });
    expect(await match('PTO')).toEqual([]);
  });

  it('are found in any text in bounded time', async () => {
    await add('PTO', 'paid time off');
    for (const text of ['', '?!', 'x'.repeat(50_000), 'paid time off '.repeat(4_000), '🎉'.repeat(9_000), "'; DROP TABLE glossary_entry; --", '\0 PTO', '\ud800 PTO', 'مرحبا PTO']) {
      expect((await match(text)).length).toBe(/PTO|paid/.test(text) ? 1 : 0);
    }
  });

  it('have a key that does not depend on spaces and punctuation around the words', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('PTO', 'paid', 'Times', 'IT', 'c++', 'Ünder', "it's"), { minLength: 1, maxLength: 5 }), fc.constantFrom(' ', ' - ', ', ', '\t'), (names, between) => {
        expect(nameKey(`(${names.join(between)})`)).toBe(nameKey(names.join(' ')));
      }),
    );
  });
});
