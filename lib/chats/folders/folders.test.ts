import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { arrangeChat } from '../arrange-chat';
import { listChats } from '../list-chats';
import { addFolder, mostFolders } from './add-folder';
import { deleteFolder } from './delete-folder';
import { folderInput } from './folder-input';
import { listFolders } from './list-folders';
import { renameFolder } from './rename-folder';

let team: TestTeam;
let mine: string;
let theirs: string;
setUpTestDatabase();
beforeEach(async () => {
  team = await createTestTeam();
  const made = (userId: string, title: string) => db().chat.create({ data: { teamId: team.id, userId, title } });
  mine = (await made(team.viewer.userId, 'Mine')).id;
  theirs = (await made(team.editor.userId, 'Theirs')).id;
});

const folderOf = async (id: string) => (await db().chat.findUniqueOrThrow({ where: { id } })).folderId;

describe('folders', () => {
  it('are made, named, filled, and deleted without their chats; and made again as they were', async () => {
    const folder = await addFolder(team.viewer, 'Travel');
    await arrangeChat(team.viewer, mine, { folderId: folder.id });
    await renameFolder(team.viewer, folder.id, 'Journeys');
    expect(await listFolders(team.viewer)).toEqual([{ id: folder.id, name: 'Journeys' }]);
    expect(await listChats(team.viewer)).toMatchObject([{ id: mine, folderId: folder.id, pinned: false }]);

    const gone = await deleteFolder(team.viewer, folder.id);
    expect(gone).toEqual({ name: 'Journeys', chatIds: [mine] });
    expect(await listChats(team.viewer)).toMatchObject([{ id: mine, folderId: null }]);
    const again = await addFolder(team.viewer, gone.name, gone.chatIds);
    expect(await folderOf(mine)).toBe(again.id);
  });

  it('have different names, whose numbers count', async () => {
    for (const name of ['Part 10', 'Part 2']) await addFolder(team.viewer, name);
    expect((await listFolders(team.viewer)).map(({ name }) => name)).toEqual(['Part 2', 'Part 10']);
    await expect(addFolder(team.viewer, 'Part 2')).rejects.toMatchObject({ code: 'conflict:folder' });
    const [first] = await listFolders(team.viewer);
    await expect(renameFolder(team.viewer, first?.id ?? '', 'Part 10')).rejects.toMatchObject({ code: 'conflict:folder' });
    // Another person may call theirs the same.
    await addFolder(team.editor, 'Part 2');
  });

  it('B8: hold and take their owner’s chats only', async () => {
    const folder = await addFolder(team.viewer, 'Travel', [mine, theirs]);
    expect([await folderOf(mine), await folderOf(theirs)]).toEqual([folder.id, null]);
    expect(await listFolders(team.editor)).toEqual([]);
    for (const attempt of [() => renameFolder(team.editor, folder.id, 'x'), () => deleteFolder(team.editor, folder.id), () => arrangeChat(team.editor, theirs, { folderId: folder.id })]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found:folder' });
    }
    await expect(arrangeChat(team.editor, mine, { pinned: true })).rejects.toMatchObject({ code: 'not_found:chat' });
    expect(await folderOf(theirs)).toBeNull();
  });

  it('P1: are so many at most', async () => {
    await db().chatFolder.createMany({ data: Array.from({ length: mostFolders }, (_, index) => ({ teamId: team.id, userId: team.viewer.userId, name: `Folder ${index}` })) });
    await expect(addFolder(team.viewer, 'One more')).rejects.toMatchObject({ code: 'too_large:folders' });
  });

  it.each(['', ' \n\0 ', 'x'.repeat(81)])('P2: are not called %j', (name) => {
    expect(folderInput.safeParse({ name }).success).toBe(false);
  });
});

describe('a pinned chat', () => {
  it('is listed however old it is, until it is let go', async () => {
    await arrangeChat(team.viewer, mine, { pinned: true });
    const old = new Date('2020-01-01');
    await db().chat.update({ where: { id: mine }, data: { updatedAt: old } });
    await db().chat.createMany({ data: Array.from({ length: 310 }, (_, index) => ({ teamId: team.id, userId: team.viewer.userId, title: `Chat ${index}` })) });
    const listed = await listChats(team.viewer);
    expect(listed).toHaveLength(301);
    expect(listed.at(-1)).toMatchObject({ id: mine, pinned: true });
    await arrangeChat(team.viewer, mine, { pinned: false });
    expect((await listChats(team.viewer)).map(({ id }) => id)).not.toContain(mine);
  });
});
