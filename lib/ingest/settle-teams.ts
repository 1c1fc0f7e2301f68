import { settlePassages } from '@/lib/retrieval/passage-store';

/** Teams with documents that were read since their keyword index was tidied; what is forgotten in a crash comes with the next document. */
const unsettled = new Set<string>();

/** To be called after each document: tidying up takes the database as long for one as for a hundred. */
export function settleLater(teamId: string): void {
  unsettled.add(teamId);
}

/** Tidies the keyword index of every team of which documents were read. */
export async function settleTeams(): Promise<void> {
  const teams = new Set(unsettled);
  unsettled.clear();
  for (const teamId of teams) await settlePassages(teamId);
}
