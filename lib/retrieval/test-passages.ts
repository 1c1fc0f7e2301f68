import { embedQuery } from '@/lib/ai/embedding/embed';
import { db } from '@/lib/db/client';
import type { TestTeam } from '@/lib/teams/test-team';
import type { Language } from './keyword/language';
import { replacePassages, storeSentences } from './passage-store';

export type TestPassage = { text: string; context?: string; embedding?: Float32Array; sentences?: string[] };

/** For tests: a ready document of a team with these passages, embedded by the real model unless vectors are given. */
export async function addTestDocument(
  team: Pick<TestTeam, 'id' | 'collectionId' | 'owner'>,
  name: string,
  passages: (string | TestPassage)[],
  { collectionId = team.collectionId, language = 'english' }: { collectionId?: string; language?: Language } = {},
): Promise<{ documentId: string; versionId: string; passageIds: string[] }> {
  const document = await db().document.create({
    data: { teamId: team.id, collectionId, name, format: 'text', state: 'ready', sizeBytes: 1, uploadedById: team.owner.userId, language },
  });
  const version = await db().documentVersion.create({
    data: {
      documentId: document.id, teamId: team.id, number: 1, fileName: name, sha256: 'none', sizeBytes: 1, uploadedById: team.owner.userId,
    },
  });
  await db().document.update({ where: { id: document.id }, data: { currentVersionId: version.id } });
  const given = passages.map((passage) => (typeof passage === 'string' ? { text: passage } : passage));
  let start = 0;
  const cut = await Promise.all(
    given.map(async ({ text, context = name, embedding }, ordinal) => {
      const from = start;
      start += text.length + 1;
      const vector = embedding ?? (await embedQuery(`${context}\n${text}`));
      return { ordinal, start: from, end: from + text.length, text, context, tokens: 10, embedding: vector };
    }),
  );
  const passageIds = await db().$transaction(
    (tx) => replacePassages(tx, { teamId: team.id, collectionId, documentId: document.id, versionId: version.id, passages: cut }),
    { timeout: 60_000 },
  );
  for (const [index, passage] of given.entries()) {
    const id = passageIds[index];
    if (!passage.sentences || !id) continue;
    const sentences = passage.sentences.map(async (sentence) => {
      const from = (cut[index]?.start ?? 0) + passage.text.indexOf(sentence);
      return { start: from, end: from + sentence.length, embedding: await embedQuery(sentence) };
    });
    await storeSentences(db(), new Map([[id, await Promise.all(sentences)]]));
  }
  return { documentId: document.id, versionId: version.id, passageIds };
}

/** A vector of length 1 with its weight at one of the 384 places, plus a little at the next. */
export function testVector(place: number, blend = 0): Float32Array {
  const vector = new Float32Array(384);
  vector[place % 384] = Math.sqrt(1 - blend * blend);
  vector[(place + 1) % 384] = blend;
  return vector;
}
