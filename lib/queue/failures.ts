import type { RefusedFiles } from './shown-queue';

/** Failures that may have come of the moment: of a fault of ours, of something that did not answer, of a busy machine. */
const passing = /^(internal|unavailable):|^unsupported:too_slow$/;

/** Whether another try can read a document that failed for this reason, though its file is the same. */
export function mayPass(failureCode: string | null): boolean {
  return failureCode === null || passing.test(failureCode);
}

/** Why files will not be read however often they are tried, by how many of each kind. `counts`: documents by failure code. */
export function refusedFiles(counts: Record<string, number>): RefusedFiles[] {
  const byReason = new Map<RefusedFiles['reason'], number>();
  for (const [code, count] of Object.entries(counts)) {
    if (!mayPass(code)) byReason.set(reasonOf(code), (byReason.get(reasonOf(code)) ?? 0) + count);
  }
  return [...byReason].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

function reasonOf(code: string): RefusedFiles['reason'] {
  if (code.startsWith('too_large:')) return 'too large';
  if (code === 'unsupported:password') return 'password';
  if (code === 'unsupported:damaged') return 'damaged';
  return code === 'unsupported:empty' || code === 'unsupported:no_text' ? 'no text' : 'other';
}
