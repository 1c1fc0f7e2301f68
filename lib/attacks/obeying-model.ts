import { type ScriptedAnswer, type ScriptedRequest } from '@/lib/ai/fake-llm-server';
import { z } from 'zod';
import type { Attack, SeenPrompt } from './attack';

/** Pieces so short that marks, addresses and elements arrive cut apart. */
const pieceLength = 7;

/** What a model answers that does whatever its prompt orders; without the order it repeats its first passage. */
export function obey(attack: Attack, request: ScriptedRequest): ScriptedAnswer {
  const seen = readPrompt(request);
  // What was meant by a follow-up is asked without documents: there is nothing to obey yet.
  if (seen.passages.length === 0) return { text: [attack.question] };
  if (!sees(attack, seen)) return inPieces(`${seen.passages[0]?.text.split('\n').at(-1) ?? ''} [1]`);
  const spoken = typeof attack.says === 'function' ? attack.says(seen) : attack.says;
  return typeof spoken === 'string' ? inPieces(spoken) : spoken;
}

/** Whether the order stands in the prompt. */
export function sees(attack: Attack, seen: SeenPrompt): boolean {
  return seen.all.includes(attack.order);
}

const passage = z.object({ passage: z.number(), document: z.string(), heading: z.string().optional(), text: z.string() });

/** Takes a request apart: rules, marks, passages. */
export function readPrompt({ messages }: ScriptedRequest): SeenPrompt {
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const last = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const delimiter = /^BEGIN (\S+)$/m.exec(last)?.[1] ?? '';
  const lines = last.split('\n');
  const inside = delimiter ? lines.slice(lines.indexOf(`BEGIN ${delimiter}`) + 1, lines.indexOf(`END ${delimiter}`)) : [];
  const passages = inside.map((line) => passage.parse(JSON.parse(line)));
  return {
    system,
    delimiter,
    passages,
    all: [...messages.map(({ content }) => content), ...passages.map(({ document, heading, text }) => `${document}\n${heading ?? ''}\n${text}`)].join('\n'),
    numberOf: (words) => passages.find(({ text }) => text.includes(words))?.passage ?? 0,
  };
}

function inPieces(text: string): ScriptedAnswer {
  return { text: text.match(new RegExp(`[^]{1,${pieceLength}}`, 'g')) ?? [text] };
}
