import { describe, expect, it } from 'vitest';
import { preferRecent, wantsRecent } from './prefer-recent';

describe('what holds now', () => {
  it.each(['What is the latest travel policy?', 'current prices', 'Most recent results', 'Was ist die aktuelle Regelung?', 'is this up to date'])('is asked for by %s', (question) => {
    expect(wantsRecent(question)).toBe(true);
  });

  it.each(['What is the travel policy?', 'alternating currents', 'recentness', 'How much is the latte?', 'policy of 2025', ''])('is not asked for by %s', (question) => {
    expect(wantsRecent(question)).toBe(false);
  });

  it('lifts later documents over near-equals, not over better ones', () => {
    const candidate = (passageId: string, score: number) => ({ passageId, score, cosine: score, neighbours: score, words: 0 });
    const created = new Map([['old', Date.parse('2020-01-01')], ['new', Date.parse('2025-01-01')], ['better', Date.parse('2020-01-01')]]);
    const ordered = preferRecent([candidate('better', 0.9), candidate('old', 0.72), candidate('new', 0.7), candidate('gone', 0.1)], created);
    expect(ordered.map(({ passageId }) => passageId)).toEqual(['better', 'new', 'old', 'gone']);
    const sameDay = new Map([['a', Date.parse('2025-01-01')], ['b', Date.parse('2025-01-01')]]);
    expect(preferRecent([candidate('a', 0.72), candidate('b', 0.71)], sameDay).map(({ passageId }) => passageId)).toEqual(['a', 'b']);
  });
});
