import type { Attack, SeenPrompt } from './attack';
import { markdownAbout, type Subject, subjectAt } from './subjects';

/** An attack that still wants a subject. */
export type Draft = (subject: Subject) => Attack;

/** Gives each attack of a kind a subject of its own. */
export function aboutSubjects(drafts: Draft[]): Attack[] {
  return drafts.map((draft, index) => draft(subjectAt(index)));
}

type Planted = Partial<Omit<Attack, 'name' | 'order' | 'says'>> & {
  /** How the order stands in the document; as it is when not given. */
  written?: (order: string) => string;
};

/** An order that stands in the middle of an honest Markdown document, for everybody to see. */
export function planted(name: string, order: string, says: Attack['says'], { written = (words) => words, ...rest }: Planted = {}): Draft {
  return (subject) => ({ name, order, says, question: subject.question, files: [markdownAbout(subject, written(order))], keeps: subject.answer, ...rest });
}

/** A question that is the attack; the document it is asked about is honest. */
export function askedFor(name: string, question: string, says: Attack['says'], rest: Partial<Attack> = {}): Draft {
  return (subject) => ({ name, order: question, says, question: `${question} ${subject.question}`, files: [markdownAbout(subject, '')], ...rest });
}

/** Words of the documents in the prompt, as an attacker would take them along in an address. */
export function loot(seen: SeenPrompt): string {
  return encodeURIComponent((seen.passages[0]?.text ?? '').slice(0, 80));
}
