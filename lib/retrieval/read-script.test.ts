import { expect, it } from 'vitest';
import { builtInSpace } from '@/lib/ai/embedding/embedding-space';
import { fusionWeights } from './fuse';
import { weightsAsRead } from './read-script';

it.each(['What is the fee?', 'Wie hoch ist die Gebühr?', 'XK-201', '42', '', 'What does 年假 mean here?'])('leaves the weights of %j as they are', (question) => {
  expect(weightsAsRead(question, builtInSpace)).toEqual(fusionWeights);
});

it.each(['仓库钥匙由谁保管?', 'Где выдаётся пропуск?', '창고 열쇠', 'PDFファイルを印刷する'])('lets words decide for %j, which the built-in model cannot read', (question) => {
  const weights = weightsAsRead(question, builtInSpace);
  expect(weights.keyword).toBe(fusionWeights.keyword);
  expect(weights.cosine + weights.neighbours + weights.bestSentence + weights.secondSentence).toBeLessThan(weights.keyword);
  expect(weightsAsRead(question, { ...builtInSpace, id: 2 })).toEqual(fusionWeights);
  expect(weightsAsRead(question, undefined)).toEqual(fusionWeights);
});
