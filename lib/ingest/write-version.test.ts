import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { db, pool } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { uploadText } from '@/lib/documents/test-upload';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { retrieve } from '@/lib/retrieval/retrieve';
import { testVector } from '@/lib/retrieval/test-passages';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { type Claim, claimDocument, Superseded } from './claim-document';
import type { ParsedDocument } from './parse/parsed-document';
import { type ReadVersion, writeVersion } from './write-version';

let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  team = await createTestTeam();
});
afterAll(() => stopJobs());

const pieces = 6;
const size = 10;

/** A document that is waiting to be read, and what a reader would make of it: 60 passages about one word. */
async function begun(word: string): Promise<{ claim: Claim; read: ReadVersion }> {
  const id = await uploadText(team.editor, `${word}.txt`, `About ${word}`);
  const claim = await claimDocument(id);
  if (!claim) throw new Error('nothing to claim');
  return { claim, read: readingOf(word) };
}

function readingOf(word: string): ReadVersion {
  const lines = Array.from({ length: pieces * size }, (_, n) => `Sentence ${n} about ${word}.`);
  let at = 0;
  const passages = lines.map((text, ordinal) => {
    const start = at;
    at += text.length + 2;
    return { ordinal, start, end: start + text.length, text, context: word, tokens: 8 };
  });
  const parsed = { text: lines.join('\n\n'), blocks: [], pages: [], report: { pagesWithoutText: [], tables: 0, imagesSkipped: 0, characters: 0, notes: [] } } as unknown as ParsedDocument;
  return { parsed, passages, embeddings: lines.map((_, n) => testVector(n)), space: builtInSpace, edits: { count: 0, placements: new Map(), counterparts: new Map() } };
}

const rows = (documentId: string) => db().passage.count({ where: { documentId } });
const found = async (word: string) => (await retrieve(team.viewer, { question: `What is said about ${word}?`, limit: 20 })).passages.filter((passage) => passage.documentName === `${word}.txt`).length;
/** As the claim of a worker that was killed: silent for long. */
const abandon = (id: string) => pool().query(`UPDATE document SET heartbeat_at = NULL WHERE id = $1`, [id]);

async function expectWhole(documentId: string): Promise<void> {
  const document = await db().document.findUniqueOrThrow({ where: { id: documentId } });
  expect(document).toMatchObject({ state: 'ready', passageCount: pieces * size });
  const passages = await db().passage.findMany({ where: { documentId }, orderBy: { ordinal: 'asc' }, select: { ordinal: true, versionId: true, collectionId: true } });
  expect(passages).toEqual(Array.from({ length: pieces * size }, (_, ordinal) => ({ ordinal, versionId: document.currentVersionId, collectionId: document.collectionId })));
}

describe('writing a document in pieces', () => {
  it('lets others have their turn after each piece, and none of it is found before all of it is', async () => {
    const { claim, read } = await begun('quagga');
    const seen: number[] = [];
    await writeVersion(claim, read, {
      passagesAtOnce: size,
      onPiece: async (share) => {
        seen.push(Math.round(share * pieces));
        // What others ask meanwhile is answered, and counts nothing of this.
        expect(await rows(claim.documentId)).toBe(seen.length * size);
        expect(await found('quagga')).toBe(0);
        expect((await retrieve(team.viewer, { question: 'quagga', limit: 5 })).searched).toBe(0);
      },
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    await expectWhole(claim.documentId);
    expect(await found('quagga')).toBeGreaterThan(0);
  });

  it.each([1, 3, 5])('J1: killed after piece %i, the next attempt leaves every passage once, and the first can write no more', async (last) => {
    const word = `okapi${last}`;
    const { claim, read } = await begun(word);
    let written = 0;
    const killed = writeVersion(claim, read, {
      passagesAtOnce: size,
      onPiece: async () => {
        written += 1;
        if (written !== last) return;
        expect(await rows(claim.documentId)).toBe(last * size);
        await abandon(claim.documentId);
        const next = await claimDocument(claim.documentId);
        if (!next) throw new Error('nothing to claim');
        await writeVersion(next, readingOf(word), { passagesAtOnce: 7 });
      },
    });
    // It was only taken for dead: it goes on, and is refused.
    await expect(killed).rejects.toBeInstanceOf(Superseded);
    await expectWhole(claim.documentId);
    expect(await found(word)).toBeGreaterThan(0);
  });

  it('J5: deleted between two pieces, nothing more is written and nothing is found', async () => {
    const { claim, read } = await begun('aurochs');
    const deleted = writeVersion(claim, read, { passagesAtOnce: size, onPiece: async () => void (await deleteDocuments(team.editor, [claim.documentId])) });
    await expect(deleted).rejects.toBeInstanceOf(Superseded);
    expect(await rows(claim.documentId)).toBe(size);
    expect(await found('aurochs')).toBe(0);
  });

  it('exchanges a document that is searched already at once: there is always one whole set', async () => {
    const { claim, read } = await begun('dodo');
    await writeVersion(claim, read);
    await db().document.update({ where: { id: claim.documentId }, data: { state: 'waiting' } });
    const next = await claimDocument(claim.documentId);
    if (!next) throw new Error('nothing to claim');
    let interrupted = false;
    await writeVersion(next, read, { passagesAtOnce: size, onPiece: () => void (interrupted = true) });
    expect(interrupted).toBe(false);
    await expectWhole(claim.documentId);
  });
});
