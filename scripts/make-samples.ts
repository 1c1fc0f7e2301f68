// Writes the documents of the sample handbook that are not plain files: node --import tsx scripts/make-samples.ts
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cancellationAndRefunds } from './samples/cancellation-and-refunds';
import { leavePolicy } from './samples/leave-policy';
import { onboarding } from './samples/onboarding';
import { priceList } from './samples/price-list';
import { travelAndExpenses } from './samples/travel-and-expenses';

const makers: Record<string, () => Promise<Buffer>> = {
  'cancellation-and-refunds.pdf': cancellationAndRefunds,
  'leave-policy.docx': leavePolicy,
  'onboarding.pptx': onboarding,
  'price-list.xlsx': priceList,
  'travel-and-expenses.pdf': travelAndExpenses,
};

for (const [name, make] of Object.entries(makers)) {
  await writeFile(path.join('samples', 'handbook', name), await make());
  console.log(name);
}
