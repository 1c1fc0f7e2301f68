import { claimAligner } from '@/lib/ask/align-claim';
import { type Support, supportChecker, supportScore } from '@/lib/ask/check-support';
import { claimNearness } from '@/lib/ask/claim-nearness';
import type { PackedPassage } from '@/lib/ask/packed-passage';
import { contentWords } from '@/lib/ai/content-words';
import type { Chunk } from '@/lib/ingest/chunk';
import { sentencesOf } from '@/lib/ingest/sentences';
import { deriveSupportScore, type SupportScore } from './derive-support-score';
import { mulberry32 } from './measures';
import { paraphrase, type Random } from './paraphrase';
import { namesIn, type PlantedKind, plantedKinds, plantDate, plantName, plantNegation, plantNumber, plantUnit } from './plant-errors';

/** A passage that claims are made of; those with the same `document` are neighbours. */
export type SupportPassage = { document: string; packed: PackedPassage };

/** A true statement in a person's words, with the passages that say it. */
export type Reference = { question: string; sentence: string; passages: PackedPassage[] };

export type Judged = { kind: PlantedKind | 'paraphrase' | 'reference'; claim: string; source: string } & Support;

export type SupportEvaluation = {
  /** Share of false claims that were caught, by kind. */
  caught: Partial<Record<PlantedKind, Rate>>;
  /** Share of true claims that were taken for false ones. */
  falseAlarms: Partial<Record<'paraphrase' | 'reference', Rate>>;
  /** What these claims would have the score be, beside the one in use. */
  score: { derived: SupportScore; used: SupportScore };
};

export type Rate = { share: number; of: number };

/** A chunk as the check sees passages that were packed for an answer. */
export function asPacked(document: string, chunk: Chunk): PackedPassage {
  const { start, end, text, context, heading, page } = chunk;
  return {
    number: 1,
    documentId: document,
    versionId: document,
    documentName: document,
    slide: false,
    heading,
    page,
    parts: [{ start, end, text, context, heading, page }],
    sentences: sentencesOf(text, start).map((span) => ({ ...span, text: text.slice(span.start - start, span.end - start), similarity: 0 })),
    score: 1,
    similarity: 0,
    exactShare: 0,
  };
}

/**
 * Makes claims of the passages' sentences, true ones in other words and false ones by changing one thing, `count` of each
 * kind where there are so many, and has the product's own check judge them. The same seed makes the same claims.
 */
export async function evaluateSupport(passages: SupportPassage[], references: Reference[], options: { count: number; seed: number }): Promise<{ evaluation: SupportEvaluation; judged: Judged[] }> {
  const random = mulberry32(options.seed);
  const judged: Judged[] = [];
  const judge = async (kind: Judged['kind'], claim: string, source: string, cited: PackedPassage[], question = '') => {
    judged.push({ kind, claim, source, ...(await judgeClaim(claim, cited, question)) });
  };
  const counts = new Map<Judged['kind'], number>();
  const wanted = (kind: Judged['kind']) => (counts.get(kind) ?? 0) < options.count;
  const counted = (kind: Judged['kind']) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const names = namesIn(passages.map(({ packed }) => textOfPacked(packed)));
  const byDocument = Map.groupBy(passages, ({ document }) => document);

  for (const { passage, sentence } of shuffled(passages.flatMap((passage) => statements(passage.packed).map((sentence) => ({ passage, sentence }))), random)) {
    const claim = paraphrase(sentence, random);
    if (claim && wanted('paraphrase')) {
      counted('paraphrase');
      await judge('paraphrase', claim, sentence, [passage.packed]);
    }
    const said = claim ?? sentence;
    const present = textOfPacked(passage.packed);
    const planted: Partial<Record<PlantedKind, string | undefined>> = {
      number: plantNumber(said, random),
      date: plantDate(said, random),
      name: plantName(said, names, present, random),
      unit: plantUnit(said, random),
      negation: plantNegation(said),
      sentence: otherSentence(passages, passage, random),
      neighbour: otherSentence(byDocument.get(passage.document) ?? [], passage, random),
    };
    for (const kind of plantedKinds) {
      const text = planted[kind];
      if (text === undefined || !wanted(kind)) continue;
      counted(kind);
      await judge(kind, text, sentence, [passage.packed]);
    }
  }
  for (const { question, sentence, passages: cited } of references) await judge('reference', sentence, '', cited, question);
  return { evaluation: summary(judged), judged };
}

/**
 * As an answer's sentence with a mark for each of the passages would be judged. Of one whose words alone are too few, the
 * nearness is told, too, so that the score can be derived.
 */
async function judgeClaim(claim: string, cited: PackedPassage[], question: string): Promise<Support> {
  const numbered = cited.map((passage, index) => ({ ...passage, number: index + 1 }));
  const align = claimAligner(numbered);
  const spans = numbered.flatMap(({ number }) => align(number, claim) ?? []);
  const nearnessOf = claimNearness();
  const support = await supportChecker(question, nearnessOf)(claim, spans);
  if (support.problem !== 'words' || support.nearness !== undefined) return support;
  return { ...support, nearness: await nearnessOf(claim, spans.map((span) => span.quote)) };
}

function summary(judged: Judged[]): SupportEvaluation {
  const rate = (kind: Judged['kind']): Rate | undefined => {
    const own = judged.filter((one) => one.kind === kind);
    return own.length > 0 ? { share: own.filter((one) => one.problem !== undefined).length / own.length, of: own.length } : undefined;
  };
  const rates = <K extends Judged['kind']>(kinds: readonly K[]) => Object.fromEntries(kinds.flatMap((kind) => [[kind, rate(kind)] as const]).filter(([, value]) => value !== undefined)) as Partial<Record<K, Rate>>;
  return {
    caught: rates(plantedKinds),
    falseAlarms: rates(['paraphrase', 'reference']),
    score: { derived: deriveScore(judged), used: supportScore },
  };
}

function deriveScore(judged: Judged[]): SupportScore {
  const decided = (kinds: Judged['kind'][]) => judged.filter(({ kind }) => kinds.includes(kind)).flatMap(({ words, nearness }) => (nearness === undefined ? [] : [{ words, nearness }]));
  const foreign = (['sentence', 'neighbour'] as const).map((kind) => ({ made: judged.filter((one) => one.kind === kind).length, decided: decided([kind]) }));
  return deriveSupportScore(decided(['paraphrase', 'reference']), foreign);
}

/** Sentences that state something and can be changed: no headings, no rows of tables, no questions. */
function statements(packed: PackedPassage): string[] {
  return packed.sentences.map(({ text }) => text.replace(/\s+/g, ' ').trim()).filter((text) => /^["“(]?\p{Lu}[^|]{30,300}\.$/u.test(text) && contentWords(text).length >= 5);
}

function otherSentence(from: SupportPassage[], own: SupportPassage, random: Random): string | undefined {
  const present = textOfPacked(own.packed);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const other = from[Math.floor(random() * from.length)];
    if (!other || other === own) continue;
    const sentences = statements(other.packed);
    const sentence = sentences[Math.floor(random() * sentences.length)];
    // Passages of these collections overlap.
    if (sentence && !present.includes(sentence)) return paraphrase(sentence, random) ?? sentence;
  }
  return undefined;
}

function textOfPacked(packed: PackedPassage): string {
  return packed.parts.map((part) => part.text.replace(/\s+/g, ' ')).join(' ');
}

function shuffled<T>(list: T[], random: Random): T[] {
  return list.map((item) => ({ item, key: random() })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
