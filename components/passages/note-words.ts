import type { ShownNotes } from '@/lib/passages/shown-passage';

type Spent = ShownNotes['spent'];

/** Money in millionths of a US dollar, as people say it. */
export function microsWords(costMicros: string | undefined): string {
  if (costMicros === undefined) return 'price not known';
  const dollars = Number(costMicros) / 1_000_000;
  if (dollars === 0) return 'no cost';
  if (dollars < 0.01) return 'less than 1 US cent';
  return dollars.toLocaleString('en', { style: 'currency', currency: 'USD' });
}

/** "3 calls, 12,340 tokens read, 900 written, $0.02" */
export function spentWords({ calls, inputTokens, outputTokens, costMicros }: Spent): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(calls)} ${calls === 1 ? 'call' : 'calls'}, ${number(inputTokens)} tokens read, ${number(outputTokens)} written, ${microsWords(costMicros)}`;
}

/** How far the language model is with a document, or what keeps it from going on. */
export function runWords({ state, done, total, problem }: NonNullable<ShownNotes['run']>): string {
  const far = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  if (problem !== undefined) return `${far} passages. ${problem}${state === 'waiting' ? ' It is tried again by itself.' : ''}`;
  if (state === 'running') return `A language model is reading the document: ${far} passages.`;
  if (state === 'waiting') return 'A language model is about to read the document.';
  return state === 'done' ? `A language model has read the document: ${far} passages.` : `Stopped: ${far} passages.`;
}
