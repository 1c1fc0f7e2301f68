import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatScope } from '@/lib/chats/chat-message';
import { db, pool } from '@/lib/db/client';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { movePassages, removePassages } from '../passage-store';
import { type ReachFilters, reachOf } from '../reach';
import { addTestDocument, testVector, type TestPassage } from '../test-passages';
import type { KeywordIndex } from './keyword-index';

/** A passage for tests that are about words alone. */
export const plain = (text: string): TestPassage => ({ text, context: 'Handbook', embedding: testVector(text.length) });

/**
 * The contract of every keyword index. `skip` is the reason why it cannot run here; `settle` waits until the index knows
 * of what was written.
 */
export function describeKeywordIndex(index: KeywordIndex, options: { skip?: string | false; settle?: () => Promise<void> } = {}): void {
  describe(`keyword index: ${index.name}`, () => {
    let team: TestTeam;
    beforeEach(async (context) => {
      context.skip(Boolean(options.skip), `${index.name}: ${options.skip}`);
      team = await createTestTeam();
    });

    const hide = async (id: string, deletedAt: Date | null) => {
      await db().document.update({ where: { id }, data: { deletedAt } });
      await index.documentsChanged(db(), [id]);
    };
    const settle = options.settle ?? (async () => {});
    const search = async (question: string, limit = 100, viewer = team.viewer, scope?: ChatScope) => {
      await settle();
      return (await index.search(await reachOf(viewer, scope), question, limit)).hits;
    };

    it('finds passages by their words and those of their context, in any form, best first', async () => {
      const { passageIds } = await addTestDocument(team, 'a', [
        plain('Travel is booked by the office.'),
        plain('Vacations: each employee has thirty days of vacation.'),
        plain('An employee who travels gets a laptop.'),
        { text: 'It is closed on Sundays.', context: 'Cafeteria › Opening hours', embedding: testVector(9) },
      ]);
      expect((await search('vacation for employees')).map((hit) => hit.passageId)).toEqual([passageIds[1], passageIds[2]]);
      expect((await search('When does the cafeteria open?')).map((hit) => hit.passageId)).toEqual([passageIds[3]]);
      const hits = await search('vacation for employees');
      expect(hits.every((hit) => hit.score > 0)).toBe(true);
      expect(await search('vacation for employees', 1)).toHaveLength(1);
    });

    it('stems the words of each document in its own language', async () => {
      const german = await addTestDocument(team, 'a', [plain('Die Kündigungsfrist beträgt drei Monate.'), plain('Das Haus der Häuser.')], { language: 'german' });
      const english = await addTestDocument(team, 'b', [plain('Old batteries die in the cold, and policies expire.')]);
      const polish = await addTestDocument(team, 'c', [plain('Okres wypowiedzenia wynosi trzy miesiące.')], { language: 'simple' });
      expect((await search('Welche Kündigungsfristen gelten?')).map((hit) => hit.passageId)).toEqual([german.passageIds[0]]);
      expect((await search('the policy that expires')).map((hit) => hit.passageId)).toEqual(english.passageIds);
      expect((await search('okres wypowiedzenia')).map((hit) => hit.passageId)).toEqual(polish.passageIds);
      // "die" is a small word of the question's own language, not the English verb.
      expect((await search('Wie lang ist die Kündigungsfrist?')).map((hit) => hit.passageId)).toEqual([german.passageIds[0]]);
      expect((await search('batteries die')).map((hit) => hit.passageId)).toEqual(english.passageIds);
      const { scoresOf } = await index.search(await reachOf(team.viewer), 'Kündigungsfristen policies', 1);
      expect([...(await scoresOf([...german.passageIds, ...english.passageIds])).keys()].sort()).toEqual([german.passageIds[0], english.passageIds[0]].sort());
    });

    it('finds the same passage first whatever other languages there are beside its own', async () => {
      const { passageIds } = await addTestDocument(team, 'a', [
        ...['The harbour has two lamps.', 'The harbour is closed in winter.', 'Boats in the harbour are tied up.'].map(plain),
        plain('The history of the lamps.'),
      ]);
      const first = async () => (await search('harbour history'))[0]?.passageId;
      expect(await first()).toBe(passageIds[3]);
      for (const language of ['danish', 'dutch', 'german', 'swedish', 'simple'] as const) {
        await addTestDocument(team, language, [plain('Something else entirely.')], { language });
      }
      expect(await first()).toBe(passageIds[3]);
    });

    it('finds words inside of what is written without spaces, or together with what is put to them', async () => {
      const store = (name: string, ...texts: string[]) => addTestDocument(team, name, texts.map(plain), { language: 'simple' });
      const chinese = await store('zh', '年假申请必须至少提前两周提交。', '仓库钥匙由保安保管，加班需要事先批准。');
      const japanese = await store('ja', '倉庫の鍵は守衛室で保管しています。', 'サーバーの再起動は金曜日に行います。');
      const thai = await store('th', 'กุญแจคลังสินค้าเก็บไว้ที่ป้อมยาม', 'การลาพักร้อนต้องแจ้งล่วงหน้า');
      const korean = await store('ko', '창고 열쇠는 경비실에서 보관합니다.', '교통비는 매월 말에 지급됩니다.');
      const hebrew = await store('he', 'מפתחות המחסן נשמרים אצל השומר.', 'דמי נסיעה משולמים בסוף כל חודש.');
      const first = async (question: string) => (await search(question))[0]?.passageId;
      const finds = async (passageId: string | undefined, questions: string[]) => {
        for (const question of questions) expect({ question, first: await first(question) }).toEqual({ question, first: passageId });
      };
      await finds(chinese.passageIds[1], ['钥匙', '加班', '仓库钥匙由谁保管?']);
      expect(await first('年假')).toBe(chinese.passageIds[0]);
      await finds(japanese.passageIds[0], ['守衛室', '鍵', '倉庫の鍵はどこにありますか']);
      await finds(japanese.passageIds[1], ['サーバー', 'ｻｰﾊﾞｰ', '再起動']);
      await finds(thai.passageIds[0], ['กุญแจ', 'กุญแจคลังสินค้าอยู่ที่ไหน']);
      await finds(korean.passageIds[0], ['열쇠', '경비실', '창고 열쇠는 어디에 있습니까?']);
      expect(await first('교통비')).toBe(korean.passageIds[1]);
      await finds(hebrew.passageIds[0], ['מחסן', 'המחסן', 'ובמחסן']);
      const { scoresOf } = await index.search(await reachOf(team.viewer), '교통비', 1);
      expect([...(await scoresOf(korean.passageIds)).keys()]).toEqual([korean.passageIds[1]]);
    });

    it.each([
      '', ' ', 'the of and', '?!', '😀🎉', `'; DROP TABLE passage; --`, `a & b | !c <-> (d`, 'back\\slash \\', 'NUL \0 within', '\ud800 lone',
      'quote \' and "double"', '%L %1$s $1 $body$', 'x'.repeat(50_000), 'vacation '.repeat(6_000), '漢字 و العربية', 'a-b-c e-mail@example.com http://x.y/z?q=1',
    ].map((question) => [question.slice(0, 40), question] as const))('takes any text as a question: %j', async (_, question) => {
      const { passageIds } = await addTestDocument(team, 'a', [plain('vacation of thirty days')]);
      const found = (await search(question)).map((hit) => hit.passageId);
      expect(found).toEqual(question.includes('vacation ') ? passageIds : []);
    });

    it('scores passages that it did not bring on the scale of those it did', async () => {
      const { passageIds } = await addTestDocument(team, 'a', [plain('vacation vacation policy'), plain('a vacation in spring'), plain('nothing of the kind')]);
      await settle();
      const reach = await reachOf(team.viewer);
      const { hits } = await index.search(reach, 'vacation policy', 10);
      const first = await index.search(reach, 'vacation policy', 1);
      expect(first.hits.map((hit) => hit.passageId)).toEqual([passageIds[0]]);
      const scores = await first.scoresOf(passageIds);
      expect([...scores.keys()].sort()).toEqual(passageIds.slice(0, 2).sort());
      for (const hit of hits) expect((scores.get(hit.passageId) ?? 0) / hit.score).toBeCloseTo(1, 1);
      expect((await (await index.search(reach, '?!', 10)).scoresOf(passageIds)).size).toBe(0);
    });

    // Plain full text knows whether a word was asked for, not how often.
    it.skipIf(index.name === 'full text')('counts a word twice that the question says twice', async () => {
      const { passageIds } = await addTestDocument(team, 'a', [plain('leave for travel'), plain('travel by train')]);
      expect((await search('leave train train'))[0]?.passageId).toBe(passageIds[1]);
      expect((await search('leave leave train'))[0]?.passageId).toBe(passageIds[0]);
    });

    it('B5: never finds the exact text of another team', async () => {
      const other = await createTestTeam('Other');
      await addTestDocument(other, 'secret', [plain('canary zebrafish 4711 exact words')]);
      expect(await search('canary zebrafish 4711 exact words')).toEqual([]);
      await addTestDocument(team, 'a', [plain('our own words')]);
      expect(await search('canary zebrafish 4711 exact words')).toHaveLength(1);
      const theirs = await search('own words canary', 10, other.viewer);
      expect(theirs).toHaveLength(1);
    });

    it('follows deletion, undo, removal, replacement and moves', async () => {
      const { documentId } = await addTestDocument(team, 'a', [plain('vacation')]);
      await hide(documentId, new Date());
      expect(await search('vacation')).toEqual([]);
      await hide(documentId, null);
      expect(await search('vacation')).toHaveLength(1);
      const collection = await db().collection.create({ data: { teamId: team.id, name: 'Second' } });
      await movePassages(db(), [documentId], collection.id);
      const scope = { collectionIds: [team.collectionId], documentIds: [] };
      expect(await search('vacation', 10, team.viewer, scope)).toEqual([]);
      await removePassages(db(), documentId);
      expect(await search('vacation')).toEqual([]);
    });

    it('searches only what the question is narrowed to', async () => {
      const first = await addTestDocument(team, 'a', [plain('vacation one')]);
      const second = await addTestDocument(team, 'b', [plain('vacation two')]);
      const within = async (scope: ChatScope) =>
        (await search('vacation', 10, team.viewer, scope)).map((hit) => hit.passageId).sort();
      expect(await within({ collectionIds: [], documentIds: [second.documentId] })).toEqual(second.passageIds);
      expect(await within({ collectionIds: [], documentIds: ['unknown'] })).toEqual([]);
      expect(await within({ collectionIds: [team.collectionId], documentIds: [] })).toEqual([...first.passageIds, ...second.passageIds].sort());
      expect(await within({ collectionIds: [], documentIds: [] })).toHaveLength(2);
    });

    it('searches only documents of the kind and time that the filters ask for', async () => {
      const old = await addTestDocument(team, 'a', [plain('vacation one')]);
      const fresh = await addTestDocument(team, 'b', [plain('vacation two')]);
      await db().document.update({ where: { id: old.documentId }, data: { format: 'pdf', createdAt: new Date('2024-12-31T23:59:59Z') } });
      await db().document.update({ where: { id: fresh.documentId }, data: { createdAt: new Date('2025-01-01T00:00:00Z') } });
      await settle();
      const within = async (filters: ReachFilters) =>
        (await index.search({ ...(await reachOf(team.viewer)), filters }, 'vacation', 10)).hits.map((hit) => hit.passageId).sort();
      expect(await within({ formats: ['pdf'] })).toEqual(old.passageIds);
      expect(await within({ formats: ['text', 'csv'] })).toEqual(fresh.passageIds);
      expect(await within({ createdFrom: '2025-01-01' })).toEqual(fresh.passageIds);
      expect(await within({ createdBefore: '2025-01-01' })).toEqual(old.passageIds);
      expect(await within({ formats: ['pdf'], createdFrom: '2025-01-01' })).toEqual([]);
      expect(await within({})).toHaveLength(2);
    });

    it('B6: a small team among large ones gets all of its own', async () => {
      const large = await createTestTeam('Large');
      await addTestDocument(large, 'many', Array.from({ length: 600 }, (_, i) => plain(`vacation rule number ${i}`)));
      const { passageIds } = await addTestDocument(team, 'few', Array.from({ length: 20 }, (_, i) => plain(`vacation for group ${i}`)));
      await pool().query('ANALYZE');
      expect((await search('vacation')).map((hit) => hit.passageId).sort()).toEqual([...passageIds].sort());
      expect(await search('vacation', 100, large.viewer)).toHaveLength(100);
      await index.settle(team.id);
      await pool().query('DELETE FROM passage WHERE id = ANY($1)', [passageIds.slice(0, 10)]);
      expect((await search('vacation')).map((hit) => hit.passageId).sort()).toEqual(passageIds.slice(10).sort());
    });
  });
}
