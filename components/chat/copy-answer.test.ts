import { expect, it } from 'vitest';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { copyAsMarkdown, copyWithNotes, copyWithoutNotes } from './copy-answer';

const citation = (number: number, more: Partial<MessageCitation> = {}): MessageCitation => ({
  id: `c${number}`,
  number,
  documentId: 'd',
  versionId: 'v',
  documentName: 'Travel policy',
  start: 0,
  end: 10,
  quote: 'Trains first.',
  ...more,
});

const text = 'Take the **train**.[^1] A hotel costs at most 140 euros.[^12]\n\n- one[^1]\n- two';
const citations = [citation(1, { page: 4 }), citation(12, { quote: 'At most 140 euros.' })];

it('copies text with superscript numbers and the notes below', () => {
  expect(copyWithNotes(text, citations)).toBe(
    'Take the train.¹ A hotel costs at most 140 euros.¹²\n\n– one¹\n– two\n\n1. Travel policy, p. 4: "Trains first."\n12. Travel policy: "At most 140 euros."',
  );
});

it('copies the text alone', () => {
  expect(copyWithoutNotes('Take the train [^1]. Or **walk**.[^2]')).toBe('Take the train. Or walk.');
});

it('copies Markdown with definitions', () => {
  expect(copyAsMarkdown('Take the train.[^1]', [citation(1, { page: 4 })])).toBe('Take the train.[^1]\n\n[^1]: Travel policy, p. 4: "Trains first."');
});

it('says slide of what is no page', () => {
  expect(copyAsMarkdown('Ask early.[^1]', [citation(1, { page: 3, slide: true })])).toBe('Ask early.[^1]\n\n[^1]: Travel policy, slide 3: "Trains first."');
});

it('drops marks that have no citation, and says when a source is gone', () => {
  const gone = citation(1, { quote: '', sourceDeletedAt: '2026-03-03T10:00:00Z' });
  expect(copyWithNotes('Yes.[^1][^7]', [gone])).toBe('Yes.¹\n\n1. Travel policy: source deleted on 3 March 2026');
  expect(copyAsMarkdown('Yes.[^1][^7]', [gone])).toBe('Yes.[^1]\n\n[^1]: Travel policy: source deleted on 3 March 2026');
});

it('carries along what was not found in the documents', () => {
  const unsupported = 'Trains are free.[^0] Take one.[^1]';
  expect(copyWithNotes(unsupported, [citation(1)])).toBe('Trains are free. [not found in your documents] Take one.¹\n\n1. Travel policy: "Trains first."');
  expect(copyWithoutNotes(unsupported)).toBe('Trains are free. [not found in your documents] Take one.');
  expect(copyAsMarkdown(unsupported, [citation(1)])).toContain('Trains are free. *(not found in your documents)* Take one.[^1]');
});
