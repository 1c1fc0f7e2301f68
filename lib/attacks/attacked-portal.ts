import { Readable } from 'node:stream';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { uploadDocument } from '@/lib/documents/upload-document';
import { addEntry } from '@/lib/glossary/add-entry';
import { ingest } from '@/lib/ingest/ingest';
import { writeSentences } from '@/lib/ingest/write-sentences';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { type Attack, type AttackFile, attackKinds, type AttackKind } from './attack';
import { allAttacks } from './cases/all-attacks';
import { rivalDocument, rivalWords } from './rival';

export type AttackedPortal = {
  llm: FakeLlm;
  /** The team that holds the documents of all attacks of a kind; they are brought in when it is first asked for. */
  teamOf: (kind: AttackKind) => Promise<TestTeam>;
  /** Ids of what an attack brought. */
  documents: Map<Attack, string[]>;
  close: () => Promise<void>;
};

/** Files are read two at a time, as in a portal. */
const concurrency = 2;

/** A portal into which the documents of the attacks come the way people bring them, beside another team with secrets of its own. */
export async function openAttackedPortal(): Promise<AttackedPortal> {
  const rival = await createTestTeam(rivalWords.team);
  await bringIn(rival, { name: `${rivalWords.document}.md`, content: rivalDocument });
  await addEntry(rival.admin, { term: rivalWords.term, synonyms: [rivalWords.synonym] });
  const llm = await startFakeLlm();
  const documents = new Map<Attack, string[]>();
  const teams = new Map<AttackKind, Promise<TestTeam>>();
  const teamOf = (kind: AttackKind) => {
    const team = teams.get(kind) ?? fillTeam(kind, documents);
    teams.set(kind, team);
    return team;
  };
  return { llm, teamOf, documents, close: () => llm.close() };
}

async function fillTeam(kind: AttackKind, documents: Map<Attack, string[]>): Promise<TestTeam> {
  const team = await createTestTeam(attackKinds[kind].title);
  const waiting = allAttacks[kind].flatMap((attack) => attack.files.map((file) => ({ attack, file })));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { attack, file } = next;
      const id = await bringIn(team, file);
      documents.set(attack, [...(documents.get(attack) ?? []), id]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return team;
}

async function bringIn(team: TestTeam, { name, content }: AttackFile): Promise<string> {
  const bytes = Buffer.from(typeof content === 'function' ? await content() : content);
  const result = await uploadDocument(team.editor, { stream: Readable.from([bytes]), name });
  if (result.status !== 'stored') throw new Error(`${name} was not stored: ${result.status}`);
  await ingest(result.document.id);
  await writeSentences(result.document.id);
  return result.document.id;
}

/** Lets a team answer by the model that obeys, or by the built-in one. */
export async function useModel(team: TestTeam, model: 'obeying' | 'extractive', llm: FakeLlm): Promise<void> {
  const own = { provider: 'openai-compatible' as const, baseUrl: llm.url, model: 'obeying', apiKey: 'sk-canary-0815' };
  await saveModelSetting(team.admin, model === 'obeying' ? own : { provider: 'extractive', baseUrl: undefined, model: undefined, apiKey: undefined });
}
