import { contentWords } from '../content-words';
import type { CandidatePassage, ChosenSentence } from '../select-sentences';
import { shapeOfQuestion } from './question-shape';

/** What a question may mean: names that stand in the documents, and what kind of thing they name, where a table says so. */
export type Choices = { labels: string[]; kind?: string };

const mostChoices = 4;
const longestLabel = 80;

/**
 * Names to choose from for a question that speaks of something without saying which ("the plan", "it"): the first cells of
 * a table whose first column is what is spoken of (Basic, Plus), or else the sections or documents that the sentences
 * which answer it stand in. Nothing where the question names one of them itself, or where there is but one.
 */
export function choicesFor(question: string, passages: CandidatePassage[], answering: ChosenSentence[]): Choices | undefined {
  const { hasPronoun, definite } = shapeOfQuestion(question);
  if (!hasPronoun && definite.length === 0) return undefined;
  const asked = new Set(contentWords(question));
  const read = new Set(answering.map((one) => one.passage));
  return ofTable(asked, passages.filter((passage) => read.has(passage.number))) ?? ofSections(asked, passages, answering);
}

function ofTable(asked: Set<string>, passages: CandidatePassage[]): Choices | undefined {
  for (const passage of passages) {
    const rows = passage.sentences.flatMap((sentence) => (sentence.row ? [sentence.row] : []));
    for (const own of Map.groupBy(rows, (row) => row.table).values()) {
      const kind = own[0]?.header[0] ?? '';
      if (!contentWords(kind).some((word) => asked.has(word))) continue;
      const labels = distinct(own.map((row) => row.cells[0] ?? ''), asked);
      if (labels && labels.length <= mostChoices) return { labels, kind };
    }
  }
  return undefined;
}

function ofSections(asked: Set<string>, passages: CandidatePassage[], answering: ChosenSentence[]): Choices | undefined {
  const documentOf = new Map(passages.map((passage) => [passage.number, passage.document]));
  const sections = answering.map((one) => one.sentence.section ?? '');
  // A heading says better than the name of a file what a sentence is about; not every document has any.
  const labels = sections.every(Boolean) ? distinct(sections, asked) : distinct(answering.map((one) => documentOf.get(one.passage) ?? ''), asked);
  return labels && { labels: labels.slice(0, mostChoices) };
}

/** The different ones of these names; nothing when the question already says which, or when there are fewer than two. */
function distinct(names: string[], asked: Set<string>): string[] | undefined {
  const byForm = new Map<string, string>();
  for (const name of names) {
    const label = name.replace(/\.[a-z]{2,5}$/i, '').replace(/\s+/g, ' ').trim();
    const form = contentWords(label).join(' ');
    if (form && label.length <= longestLabel && !byForm.has(form)) byForm.set(form, label);
  }
  const forms = [...byForm.keys()].map((form) => form.split(' '));
  const shared = new Set((forms[0] ?? []).filter((word) => forms.every((form) => form.includes(word))));
  const isNamed = forms.some((form) => form.some((word) => !shared.has(word)) && form.every((word) => shared.has(word) || asked.has(word)));
  return byForm.size >= 2 && !isNamed ? [...byForm.values()] : undefined;
}

const reference = /\b(?:it|they|them|this|these|those)\b/iu;

/** The question with what was meant put into it: in the place of a pronoun, or behind it in brackets. */
export function completeQuestion(question: string, label: string): string {
  const plain = question.trim();
  if (reference.test(plain) && !/\b(?:this|these|those)\s+\p{L}/iu.test(plain)) return plain.replace(reference, label);
  const end = /[?？.!]*$/u.exec(plain)?.[0] ?? '';
  return `${plain.slice(0, plain.length - end.length)} (${label})${end || '?'}`;
}
