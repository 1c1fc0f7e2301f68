import { describe, expect, it } from 'vitest';
import { type Outline, widen } from './widen';

/** "a1 a2 | b1": sections of passages of 100 tokens each, apart by bars. */
const outline = (text: string, whole = true): Outline => ({
  whole,
  passages: text.split(' | ').flatMap((section, index) => section.split(' ').map((passageId) => ({ passageId, tokens: 100, section: String(index) }))),
});
const chosen = (...ids: string[]) => ids.map((passageId) => ({ passageId, versionId: passageId.charAt(0) === 'z' ? 'Z' : 'A', tokens: 100 }));
const outlines = new Map([
  ['A', outline('a1 a2 a3 | b1 b2 | c1')],
  ['Z', outline('z1 z2 | zz', false)],
]);
const read = (extents: ReturnType<typeof widen>) => extents.map(({ reach, passageIds, full }) => `${reach}${full ? '!' : ''}: ${passageIds.join(' ')}`);

describe('widen', () => {
  it('reads the whole document where it fits, else the section, else the passage, and says where more would not have fitted', () => {
    expect(read(widen(chosen('a2'), outlines, 600, 'document'))).toEqual(['document: a1 a2 a3 b1 b2 c1']);
    expect(read(widen(chosen('a2'), outlines, 599, 'document'))).toEqual(['section!: a1 a2 a3']);
    expect(read(widen(chosen('a2'), outlines, 299, 'document'))).toEqual(['passage!: a2']);
    expect(read(widen(chosen('a2'), outlines, 600, 'section'))).toEqual(['section: a1 a2 a3']);
    expect(read(widen(chosen('z1'), outlines, 900, 'document'))).toEqual(['section!: z1 z2']);
    expect(read(widen(chosen('c1'), outlines, 900, 'section'))).toEqual(['passage: c1']);
    expect(read(widen(chosen('a2'), outlines, 900, 'passage'))).toEqual(['passage: a2']);
    expect(read(widen(chosen('gone'), new Map(), 900, 'document'))).toEqual(['passage: gone']);
  });

  it('spends on the best first, never on what is read already, and never takes a chosen passage away', () => {
    expect(read(widen(chosen('b1', 'a1', 'a3'), outlines, 400, 'section'))).toEqual(['section: b1 b2', 'passage!: a1', 'passage!: a3']);
    expect(read(widen(chosen('a1', 'a3', 'b1'), outlines, 400, 'section'))).toEqual(['section: a1 a2 a3', 'passage!: b1']);
    expect(read(widen(chosen('a1', 'a3', 'b1'), outlines, 600, 'document'))).toEqual(['document: a1 a2 a3 b1 b2 c1']);
  });

  it('spends on sections first, then on further passages, and on whole documents what is left', () => {
    const further = chosen('z1', 'b1', 'zz');
    expect(read(widen(chosen('a1'), outlines, 300, 'document', further))).toEqual(['section!: a1 a2 a3']);
    expect(read(widen(chosen('a1'), outlines, 500, 'document', further))).toEqual(['section!: a1 a2 a3', 'passage!: z1', 'passage!: b1']);
    expect(read(widen(chosen('a1'), outlines, 800, 'document', further))).toEqual(['document: a1 a2 a3 b1 b2 c1', 'passage!: z1', 'passage!: zz']);
    expect(read(widen(chosen('a1'), outlines, 800, 'passage', further))).toEqual(['passage: a1']);
  });

  it('never exceeds the budget, whatever is chosen', () => {
    const ids = ['a1', 'z2', 'b2', 'c1', 'zz', 'a3'];
    for (let count = 1; count <= ids.length; count += 1) {
      for (let budget = count * 100; budget <= 1_000; budget += 50) {
        for (const furthest of ['section', 'document'] as const) {
          const extents = widen(chosen(...ids.slice(0, count)), outlines, budget, furthest, chosen('a3', 'z1', 'b1'));
          const all = extents.flatMap((extent) => extent.passageIds);
          expect(new Set(all).size).toBe(all.length);
          expect(all).toEqual(expect.arrayContaining(ids.slice(0, count)));
          expect(all.length * 100).toBeLessThanOrEqual(budget);
          expect(extents.reduce((sum, extent) => sum + extent.tokens, 0)).toBe(all.length * 100);
        }
      }
    }
  });
});
