import { expect, it } from 'vitest';
import { leftOverFilter, reachFilter } from './filters';

it('narrows to team, collections, scope and filters', () => {
  const reach = {
    teamId: 't',
    collectionIds: ['a', 'b'],
    scope: { collectionIds: ['a'], documentIds: ['d'] },
    filters: { formats: ['pdf' as const], createdFrom: '2025-01-01', createdBefore: '2025-02-01' },
  };
  expect(reachFilter(reach)).toBe(
    'team = "t" AND collection IN ["a", "b"] AND (collection IN ["a"] OR document IN ["d"]) AND format IN ["pdf"] AND created >= 1735689600 AND created < 1738368000',
  );
  expect(reachFilter({ teamId: 't', collectionIds: [] })).toBe('team = "t" AND collection IN []');
});

it('B5: an id cannot end its quotation', () => {
  const scope = { collectionIds: [], documentIds: ['x"] OR team = "other', '\\" OR team EXISTS'] };
  expect(reachFilter({ teamId: 't', collectionIds: ['c'], scope })).toContain(String.raw`document IN ["x\"] OR team = \"other", "\\\" OR team EXISTS"]`);
  expect(leftOverFilter(['a"b'], 7)).toBe(String.raw`document IN ["a\"b"] AND written < 7`);
});
