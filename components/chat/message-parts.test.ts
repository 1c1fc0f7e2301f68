import { expect, it } from 'vitest';
import type { FootnoteMessage, MessageCitation } from '@/lib/chats/chat-message';
import { citationsOf } from './message-parts';

const citation = (number: number) => ({ type: 'data-citation' as const, id: `c${number}`, data: { id: `c${number}`, number } as MessageCitation });

it('reads the citations of a message again when its parts have grown in place, as those of a stream do', () => {
  const message: FootnoteMessage = { id: 'answer', role: 'assistant', parts: [{ type: 'text', text: 'Words.' }] };
  expect(citationsOf(message)).toEqual([]);
  message.parts.push(citation(2), citation(1));
  const grown = citationsOf(message);
  expect(grown.map(({ number }) => number)).toEqual([1, 2]);
  expect(citationsOf(message)).toBe(grown);
});
