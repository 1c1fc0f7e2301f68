/** From this size on, in bytes, a file goes to the slow lane, so that it never keeps small ones waiting. */
const largeFile = 5_000_000;
/** Jobs of at least this priority are for the quick lane. */
export const quickLane = -1_000_000;

/** Higher goes first. The more a team has waiting already, the later its next file: thousands of one team's files do not keep another's waiting. */
export function jobPriority(sizeBytes: number, queuedOfTeam: number): number {
  return -queuedOfTeam - (sizeBytes > largeFile ? 2_000_000 : 0);
}
