// Check A3: what somebody holds when their access ends, for each kind of thing they may hold and each way to lose it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeLlm, startFakeLlm } from '@/lib/ai/fake-llm-server';
import { saveModelSetting } from '@/lib/ai/model-setting';
import { addMarkdown, leavePolicy } from '@/lib/ask/test-library';
import { type CredentialKind, credentialKinds } from '@/lib/auth/credential-kinds';
import { endSession } from '@/lib/auth/end-session';
import { requestAs } from '@/lib/auth/test-request';
import type { Viewer } from '@/lib/auth/viewer';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import type { AppError } from '@/lib/errors/app-error';
import { uploadText } from '@/lib/documents/test-upload';
import { route } from '@/lib/http/route';
import { ingest } from '@/lib/ingest/ingest';
import { jobs, prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { changeRole } from '@/lib/people/change-role';
import { createInvitation } from '@/lib/people/create-invitation';
import { createResetLink } from '@/lib/people/create-reset-link';
import { disableAccount } from '@/lib/people/disable-account';
import { findInvitation } from '@/lib/people/invitation';
import { leaveTeam } from '@/lib/people/leave-team';
import { findReset, resetPassword } from '@/lib/people/password-reset';
import { removePerson } from '@/lib/people/remove-person';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { POST as postChat } from './chat/route';
import { GET as getInvitations } from './invitations/route';
import { POST as postUpload } from './uploads/route';

let llm: FakeLlm;
let team: TestTeam;

setUpTestDatabase();
beforeAll(async () => {
  await prepareJobs();
  llm = await startFakeLlm();
});
afterAll(async () => {
  await llm.close();
  await stopJobs();
});
beforeEach(async () => {
  team = await createTestTeam();
});

/** Each way in which the admin of the team loses access, wholly or in part. */
const losses = {
  'session ended': () => endSession(team.admin, team.admin.sessionId),
  'password reset': async () => {
    const { token } = await createResetLink(team.owner, team.admin.userId);
    await resetPassword(token, 'umbrella kettle orbit');
  },
  'account disabled': () => disableAccount(team.owner, team.admin.userId),
  'removed from the team': () => removePerson(team.owner, team.admin.userId),
  'left the team': () => leaveTeam(team.admin, team.id),
  'role lowered': () => changeRole(team.owner, team.admin.userId, 'viewer'),
} satisfies Record<string, () => Promise<unknown>>;
type Loss = keyof typeof losses;
const everyLoss = Object.keys(losses) as Loss[];
/** After these the person is still an admin of the team, and signs in again. */
const stillAdmin: Loss[] = ['session ended', 'password reset'];

const noParams = { params: Promise.resolve({}) };

/** What is held, before and after the loss. */
const checks: Record<CredentialKind, (lose: () => Promise<unknown>, loss: Loss) => Promise<void>> = {
  'session cookie': async (lose) => {
    const ask = async () => (await getInvitations(await requestAs(team.admin, 'GET', '/api/invitations'), noParams)).status;
    expect(await ask()).toBe(200);
    await lose();
    expect([401, 403]).toContain(await ask());
  },

  'open stream': (lose) => expectClosed(team.admin, lose),

  'upload under way': async (lose) => {
    // One whose rest never comes, and one whose rest comes before anybody has looked again.
    const uploads = [upload(), upload()];
    await Promise.all(uploads.map(({ begun }) => begun));
    await lose();
    uploads[1]?.finish();
    for (const { answer } of uploads) expect([401, 403]).toContain((await answer).status);
    expect(await db().document.count({ where: { teamId: team.id } })).toBe(0);
  },

  'answer being written': async (lose, loss) => {
    const { chatId, reader, go } = await startAnswer();
    await lose();
    if (loss === 'role lowered') {
      // Asking is for everybody in the team.
      go();
      await readToEnd(reader);
    } else {
      // It ends, though nothing was let go: broken off, or, where the answer itself has been stopped, in order.
      const ended = await readToEnd(reader).then(() => 'stopped', (error: AppError) => error.code);
      expect(stillAdmin.includes(loss) ? ['unauthorized:session'] : ['unauthorized:session', 'stopped']).toContain(ended);
    }
    const status = async () => (await db().message.findFirstOrThrow({ where: { chatId, author: 'footnote' } })).status;
    if (stillAdmin.includes(loss)) {
      // Whoever signs in again finds the answer, as after a closed tab.
      go();
      await vi.waitFor(async () => expect(await status()).toBe('complete'), 20_000);
    } else {
      await vi.waitFor(async () => expect(await status()).toBe(loss === 'role lowered' ? 'complete' : 'stopped'), 20_000);
    }
    go();
  },

  'invitation link': async (lose, loss) => {
    const { token } = await createInvitation(team.admin, { role: 'editor' });
    await lose();
    expect((await findInvitation(token)) !== undefined).toBe(stillAdmin.includes(loss));
  },

  'reset link': async (lose, loss) => {
    // Made by the person for somebody else; and made for the person by somebody else.
    const given = await createResetLink(team.admin, team.viewer.userId);
    const own = await createResetLink(team.owner, team.admin.userId);
    await lose();
    expect((await findReset(given.token)) !== undefined).toBe(stillAdmin.includes(loss));
    // It lives on for whoever still belongs to the team; a newer link takes its place.
    expect((await findReset(own.token)) !== undefined).toBe(['session ended', 'role lowered'].includes(loss));
  },

  'queued job': async (lose) => {
    const id = await uploadText(team.admin, 'Rules.md', '# Rules\n\nThe last one out turns off the light.\n');
    await lose();
    // A job carries nobody's rights: only the id of what belongs to the team, which keeps it.
    const [job] = await (await jobs()).findJobs('ingest', { key: id, queued: true });
    expect(job?.data).toEqual({ documentId: id });
    await ingest(id);
    expect(await db().document.findUnique({ where: { id } })).toMatchObject({ teamId: team.id, state: 'ready' });
  },
};

describe.each(everyLoss)('%s', (loss) => {
  it.each([...credentialKinds])('A3: %s', async (kind) => {
    await expect(checks[kind](losses[loss], loss)).resolves.toBeUndefined();
  });
});

it('A3: a stream goes on when its reader only looks at another of their teams', async () => {
  const other = await createTestTeam('Other');
  await db().membership.create({ data: { teamId: other.id, userId: team.admin.userId, role: 'viewer' } });
  const { reader, go } = await startAnswer();
  await db().session.update({ where: { id: team.admin.sessionId }, data: { teamId: other.id } });
  // When the stream of somebody who left has been closed, the rights of this one have been looked at, too.
  await expectClosed(other.admin, () => endSession(other.admin, other.admin.sessionId));
  go();
  await expect(readToEnd(reader)).resolves.toBeUndefined();
});

/** An endless answer that only admins may have breaks off, and is given back, when `lose` has been done. */
async function expectClosed(viewer: Viewer, lose: () => Promise<unknown>): Promise<void> {
  let given = true;
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(new TextEncoder().encode('more'));
    },
    cancel: () => void (given = false),
  });
  const answer = await route('admin', () => new Response(endless))(await requestAs(viewer, 'GET', '/api/thing'), noParams);
  const reader = answer.body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  await lose();
  await expect(readToEnd(reader)).rejects.toMatchObject({ code: 'unauthorized:session' });
  expect(given).toBe(false);
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (!(await reader?.read())?.done);
}

/** The admin uploads a file; `begun` when its first half has been taken, `answer` when `finish` sent the second one. */
function upload() {
  const begun = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  let pulls = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pulls += 1;
        if (pulls === 2) {
          begun.resolve();
          await rest.promise;
          controller.close();
        } else controller.enqueue(new TextEncoder().encode('A first half. '));
      },
    },
    { highWaterMark: 0 },
  );
  const send = async () => {
    const { url, headers } = await requestAs(team.admin, 'POST', '/api/uploads?name=Half.txt');
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    return postUpload(new Request(url, init), noParams);
  };
  return { answer: send(), begun: begun.promise, finish: () => rest.resolve() };
}

/** The admin asks, and has read the first words of an answer that stands still until `go` is called. */
async function startAnswer() {
  await addMarkdown(team, 'Leave policy.md', leavePolicy);
  await saveModelSetting(team.admin, { provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: undefined });
  const gate = Promise.withResolvers<void>();
  llm.script({ text: ['28 days [1]. ', 'Then more [1].'], hold: { at: 1, until: gate.promise } });
  const chatId = randomUUID();
  const answer = await postChat(await requestAs(team.admin, 'POST', '/api/chat', { chatId, message: { text: 'How many days of annual leave are there?' } }), noParams);
  expect(answer.status).toBe(200);
  const reader = answer.body?.getReader();
  for (let text = ''; !text.includes('28 days'); ) {
    const piece = await reader?.read();
    if (!piece || piece.done) throw new Error(`the answer ended early: ${text}`);
    text += new TextDecoder().decode(piece.value);
  }
  return { chatId, reader, go: () => gate.resolve() };
}
