// Reads a message by its parts. One place, so that the rest of the page need not know how parts are typed.
import { endWords } from '@/lib/chats/answer-words';
import type { Choice, FootnoteMessage, FoundPassage, MessageCitation, Notice, Step } from '@/lib/chats/chat-message';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';

/** All words of a message. */
export function textOf(message: FootnoteMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

// While an answer is streamed the whole chat is looked at again and again; all but its end is the same each time. The parts
// of an answer that is being streamed grow in place: what was read of fewer of them is out of date.
const read = new WeakMap<FootnoteMessage['parts'], { parts: number; citations: MessageCitation[] }>();

/** Citations by number. */
export function citationsOf(message: FootnoteMessage): MessageCitation[] {
  const known = read.get(message.parts);
  if (known?.parts === message.parts.length) return known.citations;
  const citations = message.parts.flatMap((part) => (part.type === 'data-citation' ? [part.data] : [])).sort((a, b) => a.number - b.number);
  read.set(message.parts, { parts: message.parts.length, citations });
  return citations;
}

/** The step that is under way, or the last one that was. */
export function currentStep(message: FootnoteMessage): Step | undefined {
  const steps = message.parts.flatMap((part) => (part.type === 'data-step' ? [part.data] : []));
  return steps.findLast((step) => step.state === 'running') ?? steps.at(-1);
}

/** Passages found for the question, best first. */
export function foundOf(message: FootnoteMessage): FoundPassage[] {
  return message.parts.flatMap((part) => (part.type === 'data-found' ? part.data.passages : []));
}

/** What the question was searched for besides its own words. */
export function alsoOf(message: FootnoteMessage): AlsoSearched[] {
  return message.parts.flatMap((part) => (part.type === 'data-also' ? part.data.also : []));
}

/** What a question back offers to choose from. */
export function choicesOf(message: FootnoteMessage): Choice[] {
  return message.parts.flatMap((part) => (part.type === 'data-choices' ? part.data.choices : []));
}

/** What a person should know beside the answer. */
export function noticesOf(message: FootnoteMessage): Notice[] {
  return message.parts.flatMap((part) => (part.type === 'data-notice' ? [part.data] : []));
}

/** The model gave nothing, and the built-in one stood in for it. */
export function isModelSilent(message: FootnoteMessage): boolean {
  return noticesOf(message).some(({ code }) => code === 'unavailable:model');
}

/** An answer that came to its end and says that the documents do not hold one. */
export function isUnanswered(message: FootnoteMessage): boolean {
  return !isModelSilent(message) && !endWords(message.metadata?.status) && citationsOf(message).length === 0 && choicesOf(message).length === 0;
}
