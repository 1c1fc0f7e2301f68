import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { countUnread } from './count-unread';
import { listNotifications } from './list-notifications';
import { markRead, readInput } from './mark-read';
import { type NewNotification, notify } from './notify';

let team: TestTeam;
let other: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  other = await createTestTeam('Other team');
});
beforeEach(async () => {
  team = await createTestTeam();
});

const batch = (event: string, of = team, userId = of.editor.userId): NewNotification => ({ teamId: of.id, userId, kind: 'batch-done', event, read: 3, failed: 0 });
const tell = (...notifications: NewNotification[]) => db().$transaction((tx) => notify(tx, notifications));
const unreadOf = async () => (await listNotifications(team.editor)).map(({ unread }) => unread);

describe('notifications', () => {
  it('are kept once for each event, counted, and marked as read and unread', async () => {
    await tell(batch('one'), batch('two'));
    await tell(batch('one'), batch('three'));
    expect(await countUnread(team.editor)).toBe(3);
    const [newest] = await listNotifications(team.editor);
    await markRead(team.editor, readInput.parse({ ids: [newest?.id] }));
    expect(await unreadOf()).toEqual([false, true, true]);
    expect((await listNotifications(team.editor, true)).map(({ unread }) => unread)).toEqual([true]);
    await markRead(team.editor, readInput.parse({ ids: [newest?.id], read: false }));
    expect(await countUnread(team.editor)).toBe(3);
    await markRead(team.editor, readInput.parse({}));
    expect(await countUnread(team.editor)).toBe(0);
    // When something was read first stays what it is.
    const { readAt } = await db().notification.findFirstOrThrow({ where: { id: newest?.id } });
    await markRead(team.editor, readInput.parse({}));
    expect((await db().notification.findFirstOrThrow({ where: { id: newest?.id } })).readAt).toEqual(readAt);
  });

  it('B8: are for one person in one team, whoever knows their ids', async () => {
    await tell(batch('mine'), batch('theirs', other));
    const [mine] = await listNotifications(team.editor);
    for (const stranger of [team.owner, other.editor, { ...team.editor, teamId: other.id }]) {
      expect((await listNotifications(stranger)).map(({ id }) => id)).not.toContain(mine?.id);
      await markRead(stranger, { ids: [mine?.id ?? ''], read: true });
    }
    expect(await countUnread(team.editor)).toBe(1);
    expect(await countUnread(team.owner)).toBe(0);
  });
});
