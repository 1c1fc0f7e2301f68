import { teamFilter } from './filters';
import { searchServer, reasonOf } from './server';
import { withinTime } from './within-time';

/** Milliseconds that a look at the server may take. */
const lookTime = 2_000;

/** How many passages of a team the index holds, or why it does not say. Never throws. */
export async function countIndexed(teamId: string): Promise<{ passages: number } | { unreachable: string }> {
  try {
    return await withinTime(lookTime, async (signal) => {
      const { client, index } = await searchServer();
      const counted = await client.index(index).search('', { filter: teamFilter(teamId), limit: 0 }, { signal });
      return { passages: counted.estimatedTotalHits };
    });
  } catch (error) {
    return { unreachable: reasonOf(error) };
  }
}
