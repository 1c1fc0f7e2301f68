import { dayOf, endWords, placeOf, whyNoQuote } from '@/lib/chats/answer-words';
import type { AskedPerson, FootnoteMessage, MessageCitation, PersonSource } from '@/lib/chats/chat-message';
import { answerBlocks, type Block, type Inline, oneLine } from './answer-blocks';

/** A footnote as on the screen: the same number, in the answer's own order. */
export type Note = { number: number; place: string; heading?: string; quote?: string; missing?: string };

export type ExportedTurn = {
  /** 1 for the first question. */
  number: number;
  question: string;
  /** What stands above the answer, and how it ended if not at its end. */
  remarks: string[];
  blocks: Block[];
  notes: Note[];
  /** What people answered below it. */
  fromPeople: Block[];
};

/** A document, and the footnotes that rest on it. */
export type Source = { name: string; notes: { turn: number; numbers: number[] }[] };

export type ExportedChat = { title: string; turns: ExportedTurn[]; sources: Source[] };

/** A refusal is an answer and says so itself. */
const refusal = 'not_found:answer';

/** A path of messages as an export writes it. An answer whose question is not on the path stands alone. */
export function exportedChat(title: string, messages: FootnoteMessage[]): ExportedChat {
  const turns: ExportedTurn[] = [];
  const sources = new Map<string, Source>();
  let open: ExportedTurn | undefined;
  const begin = (question: string): ExportedTurn => {
    const turn = { number: turns.length + 1, question, remarks: [], blocks: [], notes: [], fromPeople: [] };
    turns.push(turn);
    return turn;
  };
  for (const message of messages) {
    if (message.role === 'user') {
      open = begin(oneLine(textOf(message)));
      continue;
    }
    const turn = open ?? begin('');
    open = undefined;
    answer(turn, message);
    for (const citation of citationsOf(message)) addSource(sources, turn.number, citation);
  }
  return { title: oneLine(title), turns, sources: [...sources.values()] };
}

function answer(turn: ExportedTurn, message: FootnoteMessage): void {
  const citations = citationsOf(message);
  const end = endWords(message.metadata?.status);
  turn.remarks = [
    ...message.parts.flatMap((part) => (part.type === 'data-notice' && part.data.code !== refusal ? [oneLine(part.data.message)] : [])),
    ...(end ? [end] : []),
  ];
  turn.blocks = answerBlocks(textOf(message), new Set(citations.map((citation) => citation.number)));
  turn.fromPeople = (message.metadata?.askedPeople ?? []).flatMap(personBlocks);
  turn.notes = citations.map((citation) => {
    const missing = whyNoQuote(citation);
    return {
      number: citation.number,
      place: oneLine(placeOf(citation)),
      ...(citation.heading && { heading: oneLine(citation.heading) }),
      ...(missing ? { missing } : { quote: oneLine(citation.quote) }),
    };
  });
}

/** A person's answer under a heading that says whose it is; its words are words, whatever they look like. */
function personBlocks({ state, settled, question, answer, sources }: AskedPerson): Block[] {
  if (state !== 'answered' || !settled || answer === undefined) return [];
  return [
    { kind: 'heading', inlines: [{ text: oneLine(`Answered by ${settled.by}, a person, on ${dayOf(settled.at)}`) }] },
    { kind: 'paragraph', inlines: [{ text: oneLine(`Asked: ${question}`), italic: true }] },
    ...answer.split(/\n{2,}/).map((paragraph): Block => ({ kind: 'paragraph', inlines: linesOf(paragraph) })),
    ...(sources.length > 0 ? [{ kind: 'list' as const, ordered: false, start: 1, items: sources.map((source): Block[] => [{ kind: 'paragraph', inlines: [{ text: sourceText(source) }] }]) }] : []),
  ];
}

function linesOf(paragraph: string): Inline[] {
  return paragraph.split('\n').flatMap((line, index): Inline[] => [...(index > 0 ? [{ break: true as const }] : []), { text: oneLine(line) }]);
}

function sourceText(source: PersonSource): string {
  const said = whyNoQuote(source) ?? (source.quote && `“${source.quote}”`);
  return oneLine(`${placeOf(source)}${said ? `: ${said}` : ''}`);
}

function addSource(sources: Map<string, Source>, turn: number, citation: MessageCitation): void {
  const key = citation.documentId || citation.documentName;
  const source = sources.get(key) ?? { name: oneLine(citation.documentName), notes: [] };
  const last = source.notes.at(-1);
  if (last?.turn === turn) last.numbers.push(citation.number);
  else source.notes.push({ turn, numbers: [citation.number] });
  sources.set(key, source);
}

function textOf(message: FootnoteMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function citationsOf(message: FootnoteMessage): MessageCitation[] {
  return message.parts.flatMap((part) => (part.type === 'data-citation' ? [part.data] : [])).sort((a, b) => a.number - b.number);
}

/** "notes 1 and 3", and with several questions "question 2: note 1". */
export function noteWords(source: Source, turns: number): string {
  return source.notes
    .map(({ turn, numbers }) => `${turns > 1 ? `question ${turn}: ` : ''}${numbers.length === 1 ? 'note' : 'notes'} ${numbers.join(', ')}`)
    .join('; ');
}

/** What a note says behind its number: `Travel policy, p. 4: "…"`. */
export function noteText(note: Note): string {
  return `${note.place}: ${note.missing ?? `“${note.quote}”`}`;
}
