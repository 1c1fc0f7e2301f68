import { askedWords, partsOfQuestion, shapeOfQuestion } from './answerability/question-shape';
import { contentWords } from './content-words';
import { leansOnWhatIsBefore, type RankedSentence, rankSentences } from './rank-sentences';

export type CandidateSentence = {
  text: string;
  /** Cosine similarity to the question. */
  similarity: number;
  /** How it reads by itself, where that differs: the row of a table under its column names. */
  shown?: string;
  /** Headings and header rows point at an answer and are none. */
  isHeader?: boolean;
  /** The heading that it stands under. */
  section?: string;
  /** In a list; `item` counts the blocks of the document, so that neighbours differ by one. */
  list?: { item: number; ordered: boolean };
  /** The row of a table: which one, its column names, and its cells. */
  row?: { table: number; header: string[]; cells: string[] };
};

export type CandidatePassage = {
  number: number;
  /** Retrieval score, comparable within one question. */
  score: number;
  /** Cosine similarity of the whole passage, with its document and heading, to the question. */
  similarity: number;
  /** Share of what is asked about that it holds in the very words of the question, 0 to 1. */
  exactShare: number;
  /** Names of document and section: they say what the sentences are about. */
  title: string;
  document: string;
  /** In the order of the text. */
  sentences: CandidateSentence[];
};

export type ChosenSentence = { passage: number; index: number; text: string; sentence: CandidateSentence };

const mostSentences = 5;
/** For each question of several at once. */
const mostPerPart = 3;
/** Items of one list, and rows of one table, that are shown whole. */
const mostItems = 10;
/** How many sentences back that which a pronoun stands for is looked for. */
const mostBack = 2;
/**
 * A further sentence must come this close to the best one, beside a chosen one in the same passage, and elsewhere: with its
 * passage, and by itself. Chosen with the answers and relevant entries of MTRAG in view.
 */
const closeEnough = { beside: { score: 0.7, own: 0.7 }, elsewhere: { score: 0.86, own: 0.65 } };
/** The sentence that leads the answer may be this much worse than the best one if it can be read without others. */
const readableInstead = 0.8;

/**
 * Picks the sentences that answer a question best, the direct answer's passage first and each passage in the order of its
 * text: one to five, with what they cannot be read without (the words that announce a list, the rest of a procedure, what
 * a pronoun stands for). Empty only where no passage holds a sentence.
 */
export function selectSentences(question: string, passages: CandidatePassage[]): ChosenSentence[] {
  const parts = partsOfQuestion(question);
  if (parts.length === 1) return selectFor(question, passages, mostSentences);
  const all = parts.flatMap((part) => selectFor(part, passages, mostPerPart));
  return all.filter((one, at) => all.findIndex((other) => other.passage === one.passage && other.index === one.index) === at);
}

function selectFor(question: string, passages: CandidatePassage[], most: number): ChosenSentence[] {
  const asked = new Set(askedWords(question));
  const { kind } = shapeOfQuestion(question);
  const ranked = rankSentences(asked, kind, passages);
  const at = new Map(ranked.map((one) => [placeOf(one), one]));
  const before = ({ passage, index }: RankedSentence) => at.get(placeOf({ passage, index: index - 1 }));
  const after = ({ passage, index }: RankedSentence) => at.get(placeOf({ passage, index: index + 1 }));

  const [first] = ranked;
  if (!first) return [];
  const best = ranked.find((one) => one.score >= readableInstead * first.score && speaksForItself(one)) ?? first;
  const chosen: RankedSentence[] = [best];
  for (const candidate of ranked) {
    if (candidate === best) continue;
    if (chosen.length === most) break;
    const beside = chosen.some((other) => other.passage === candidate.passage && Math.abs(other.index - candidate.index) === 1);
    const needed = beside ? closeEnough.beside : closeEnough.elsewhere;
    if (candidate.score < needed.score * best.score || candidate.own < needed.own * best.own) continue;
    if (chosen.some((other) => sameWords(other.words, candidate.words))) continue;
    // Rows of a table are much alike; only those that hold all that the best one holds of the question belong to it.
    if (candidate.sentence.shown !== undefined && [...asked].some((word) => best.words.has(word) && !candidate.words.has(word))) continue;
    chosen.push(candidate);
  }

  const whole = new Set<RankedSentence>();
  for (const one of chosen) for (const part of withContext(one, one === best)) if (!isSaid(part)) whole.add(part);
  const order = [...new Set(chosen.map((one) => one.passage.number))];
  const inOrder = [...whole].toSorted((a, b) => order.indexOf(a.passage.number) - order.indexOf(b.passage.number) || a.index - b.index);
  return directFirst(inOrder)
    .map(({ passage, index, text, sentence }) => ({ passage: passage.number, index, text, sentence }));

  /** Other passages may say the same; items of lists and rows of tables belong to theirs. */
  function isSaid(part: RankedSentence): boolean {
    return !part.sentence.list && !part.sentence.row && [...whole].some((other) => other.passage !== part.passage && sameWords(other.words, part.words));
  }

  /** The direct answer, with the sentences right around it, before what stands further up in its passage. */
  function directFirst(all: RankedSentence[]): RankedSentence[] {
    const at = all.indexOf(best);
    let start = at;
    while (start > 0 && all[start - 1]?.passage === best.passage && (all[start - 1]?.index ?? 0) + 1 === all[start]?.index) start -= 1;
    let end = at + 1;
    while (end < all.length && all[end]?.passage === best.passage && all[end]?.index === (all[end - 1]?.index ?? 0) + 1) end += 1;
    return at < 0 ? all : [...all.slice(start, end), ...all.slice(0, start), ...all.slice(end)];
  }

  /** A sentence with what it cannot be read without; nothing where that is not there or beside the point, unless it `must` be said. */
  function withContext(one: RankedSentence, must: boolean): RankedSentence[] {
    if (one.sentence.list && must && (kind === 'how-to' || one.sentence.list.ordered)) return wholeList(one);
    if (!must && !speaksForItself(one)) return [];
    const backed = withWhatIsBefore(one, must);
    if (one.text.trim().endsWith(':')) return [...backed, ...itemsAfter(one)];
    if (one.sentence.list) return [...announcement(one), ...backed];
    return onlyRepeats(one) ? [...backed, ...following(one, 2)] : backed;
  }

  function withWhatIsBefore(one: RankedSentence, must: boolean): RankedSentence[] {
    const all = [one];
    while (leans(all[0])) {
      const previous = all[0] && before(all[0]);
      if (!previous || all.length > mostBack) return must ? [one] : [];
      all.unshift(previous);
    }
    return all;
  }

  /** Whether it leads an answer well: what its pronoun stands for, if it has one, is in a sentence about the matter too. */
  function speaksForItself(one: RankedSentence): boolean {
    const all = withWhatIsBefore(one, false);
    return all.length > 0 && all.every((part) => part === one || [...part.words].some((word) => asked.has(word)));
  }

  /** "This policy" needs no sentence before it where policies are what is asked about. */
  function leans(one: RankedSentence | undefined): boolean {
    if (!one || !leansOnWhatIsBefore(one.text)) return false;
    const [first] = contentWords(one.text.split(/\s+/).slice(0, 3).join(' '));
    return !(first !== undefined && /^["'“]*(?:this|these|that|those|such|dies)/iu.test(one.text) && asked.has(first));
  }

  /** A sentence that only repeats the question ("This is the travel policy.") announces an answer. */
  function onlyRepeats({ words, passage }: RankedSentence): boolean {
    const title = new Set(contentWords(passage.title));
    return [...words].filter((word) => !asked.has(word) && !title.has(word)).length < 2;
  }

  function following(one: RankedSentence, most: number): RankedSentence[] {
    const found: RankedSentence[] = [];
    for (let next = after(one); next && found.length < most; next = after(next)) found.push(next);
    return found;
  }

  /** What a colon announces: the items of a list, or the sentences up to the next colon. */
  function itemsAfter(one: RankedSentence): RankedSentence[] {
    const all = following(one, mostItems);
    const isList = all[0]?.sentence.list !== undefined;
    const end = all.findIndex((next) => (isList ? next.sentence.list === undefined : next.text.trim().endsWith(':')));
    return (end < 0 ? all : all.slice(0, end)).slice(0, isList ? mostItems : 4);
  }

  function announcement(item: RankedSentence): RankedSentence[] {
    let first = item;
    for (let previous = before(first); previous?.sentence.list; previous = before(first)) first = previous;
    const lead = before(first);
    return lead?.text.trim().endsWith(':') ? [lead] : [];
  }

  /** A procedure is of use only as a whole: all items of the list, and what announces them. */
  function wholeList(item: RankedSentence): RankedSentence[] {
    const items = [item];
    for (let previous = before(item); previous?.sentence.list && items.length < mostItems; previous = before(previous)) items.unshift(previous);
    for (let next = after(item); next?.sentence.list && items.length < mostItems; next = after(next)) items.push(next);
    return [...announcement(item), ...items];
  }
}

function placeOf({ passage, index }: Pick<RankedSentence, 'passage' | 'index'>): string {
  return `${passage.number} ${index}`;
}

function sameWords(a: Set<string>, b: Set<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared || 1) > 0.8;
}
