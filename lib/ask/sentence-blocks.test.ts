import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import type { Block } from '@/lib/ingest/parse/parsed-document';
import { sentencesOf } from '@/lib/ingest/sentences';
import { addTestDocument } from '@/lib/retrieval/test-passages';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { describeSentences } from './sentence-blocks';

setUpTestDatabase();
let team: TestTeam;

beforeAll(async () => {
  team = await createTestTeam();
});

/** The sentences of a table, as they are described; `start` is where the block was stored to begin. */
async function described(text: string, start = 0) {
  const sentences = await describedWith(text, [{ kind: 'table', header: true, rows: [], start, end: text.length }]);
  return sentences.map(({ isHeader, shown }) => (isHeader ? 'header' : shown));
}

async function describedWith(text: string, blocks: Block[]) {
  const { documentId, versionId } = await addTestDocument(team, 'table', [text]);
  await db().documentVersion.update({ where: { id: versionId }, data: { blocks } });
  const sentences = sentencesOf(text, 0).map((span) => ({ ...span, text: text.slice(span.start, span.end), similarity: 0 }));
  const parts = [{ start: 0, end: text.length, text, context: '' }];
  const packed = { number: 1, documentId, versionId, documentName: 'table', slide: false, parts, sentences, score: 1, similarity: 1, exactShare: 0 };
  const [passage] = await describeSentences(team.viewer, [packed]);
  return passage?.sentences ?? [];
}

it('puts the cells of a row under their column names, also where the corner is empty', async () => {
  expect(await described('Plan name | Monthly fee\nBasic | 10\nFull | 20')).toEqual(['header', 'Plan name: Basic; Monthly fee: 10', 'Plan name: Full; Monthly fee: 20']);
  expect(await described('| Fresh | Salt\n2021 | 150 | 110')).toEqual(['header', '2021; Fresh: 150; Salt: 110']);
});

it('does not count items that begin with their own number', async () => {
  const text = '2.1. The buyer pays in time.\n\nThe seller waits for it.';
  const item = (number: string, start: number, end: number): Block => ({ kind: 'list-item', depth: 0, ordered: true, number, start, end });
  const sentences = await describedWith(text, [item('', 0, 28), item('b)', 30, 54)]);
  expect(sentences.map(({ list }) => list?.ordered)).toEqual([false, true]);
});

it('knows the header of tables whose stored block begins with the space before an empty corner', async () => {
  expect(await described(' | Fresh | Salt\n2021 | 150 | 110')).toEqual(['header', '2021; Fresh: 150; Salt: 110']);
});

it('keeps what stands in one sentence with a short header', async () => {
  expect(await described('Key | \nA | 1\nB | –')).toEqual(['Key: A; 1. Key: B; –']);
});
