import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { countTokens, embedPassages } from '@/lib/ai/embedding/embed';
import { db } from '@/lib/db/client';
import { chunk } from '@/lib/ingest/chunk';
import { parseMarkdown } from '@/lib/ingest/parse/parse-markdown';
import { sentencesOf } from '@/lib/ingest/sentences';
import { replacePassages, storeSentences } from '@/lib/retrieval/passage-store';
import type { TestTeam } from '@/lib/teams/test-team';

export type LibraryDocument = { documentId: string; versionId: string; text: string };

/** For tests: a ready Markdown document, read, cut and embedded by the real code. `sharp`: its sentences have vectors. */
export async function addMarkdown(team: Pick<TestTeam, 'id' | 'collectionId' | 'owner'>, name: string, markdown: string, sharp = true): Promise<LibraryDocument> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-library-'));
  const file = path.join(folder, 'document.md');
  await writeFile(file, markdown);
  const parsed = await parseMarkdown(file).finally(() => rm(folder, { recursive: true }));
  const { text } = parsed;
  const chunks = chunk(parsed, { title: name, countTokens });
  const vectors = await embedPassages(chunks.map((one) => `${one.context}\n${one.text}`));
  const owner = { teamId: team.id, uploadedById: team.owner.userId };
  const document = await db().document.create({ data: { ...owner, collectionId: team.collectionId, name, format: 'markdown', state: 'ready', sizeBytes: markdown.length } });
  const version = await db().documentVersion.create({
    data: { ...owner, documentId: document.id, number: 1, fileName: name, sha256: 'none', sizeBytes: markdown.length, text, blocks: parsed.blocks },
  });
  await db().document.update({ where: { id: document.id }, data: { currentVersionId: version.id } });
  const passages = chunks.map((one, index) => ({ ...one, embedding: vectors[index] ?? new Float32Array(384) }));
  const ids = await db().$transaction((tx) =>
    replacePassages(tx, { teamId: team.id, collectionId: team.collectionId, documentId: document.id, versionId: version.id, passages }),
  );
  if (sharp) {
    for (const [index, one] of chunks.entries()) {
      const spans = sentencesOf(one.text, one.start);
      const embedded = await embedPassages(spans.map((span) => text.slice(span.start, span.end)));
      const sentences = spans.map((span, at) => ({ ...span, embedding: embedded[at] ?? new Float32Array(384) }));
      await storeSentences(db(), new Map([[ids[index] ?? '', sentences]]));
    }
  }
  return { documentId: document.id, versionId: version.id, text };
}

export const travelPolicy = `# Travel policy

## Flights

Flights under six hours are booked in economy class. Flights of six hours or more may be booked in premium economy.
Business class needs the written approval of the managing director.

## Hotels

A hotel room may cost up to 140 euros per night in Germany and up to 180 euros per night abroad. Breakfast is paid by the company.

## Reimbursement

Receipts are handed in within 30 days after the end of the journey. See [1] and [^2] in the annex. Reimbursement reaches your account with the next salary.

| Group | Daily allowance | Advance |
| --- | --- | --- |
| Employees | 28 euros | 200 euros |
| Interns | 20 euros | 100 euros |
`;

export const leavePolicy = `# Leave policy

## Annual leave

Every full-time employee has 28 days of annual leave per calendar year. Contractors have no paid leave; they agree days off with their client lead.
Up to five days may be carried over into the next year and must be taken by the end of March.

## Parental leave

Parents may take up to 24 months of parental leave. Tell the people team at least seven weeks before it begins.

## Sick leave

Report sick before nine in the morning. A doctor's certificate is needed from the fourth day on.
`;
