import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { setUpTestDatabase } from '@/lib/db/test-database';
import { createTestTeam, type TestTeam } from '@/lib/teams/test-team';
import { type FakeLlm, startFakeLlm } from './fake-llm-server';
import { teamModel } from './language-models';
import { costMicros, modelFacts } from './model-registry';
import { modelSettingInput, readModelSetting, saveModelSetting } from './model-setting';
import { openSecret, sealSecret } from './secret-box';
import { keyMask } from './shown-model-setting';
import { tryModel } from './try-model';

let llm: FakeLlm;
let team: TestTeam;
setUpTestDatabase();
beforeAll(async () => {
  llm = await startFakeLlm();
});
beforeEach(async () => {
  team = await createTestTeam();
  llm.requests.length = 0;
  llm.script({ text: ['ready'] });
});
afterAll(() => llm.close());

const own = (more: object = {}) => modelSettingInput.parse({ provider: 'openai-compatible', baseUrl: llm.url, model: 'fake', apiKey: 'sk-canary-1234', ...more });

describe("the team's model", () => {
  it('is the built-in one until someone chooses', async () => {
    expect(await teamModel(team.viewer)).toMatchObject({ name: 'extractive', extractive: true });
    expect(await readModelSetting(team.admin)).toEqual({ provider: 'environment', baseUrl: '', model: '', apiKey: '', environment: { provider: 'extractive', model: 'extractive' } });
  });

  it('H2: keeps its key encrypted, shows dots, and saving the dots keeps the key', async () => {
    await saveModelSetting(team.admin, own());
    const shown = await readModelSetting(team.admin);
    expect(shown).toMatchObject({ provider: 'openai-compatible', model: 'fake', apiKey: keyMask });
    await saveModelSetting(team.admin, modelSettingInput.parse({ ...shown, model: 'other' }));
    await tryModel(team.admin, modelSettingInput.parse(shown));
    expect(llm.requests[0]?.authorization).toBe('Bearer sk-canary-1234');
    const everything = JSON.stringify([await db().modelSetting.findMany(), await db().auditEvent.findMany(), shown]);
    expect(everything).not.toContain('sk-canary-1234');
    expect((await teamModel(team.viewer)).name).toBe('other');
    await saveModelSetting(team.admin, own({ apiKey: '' }));
    expect((await readModelSetting(team.admin)).apiKey).toBe('');
  });

  it('H2: a kept key never goes to another address', async () => {
    await saveModelSetting(team.admin, own());
    const elsewhere = own({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: keyMask });
    await expect(tryModel(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
    await expect(saveModelSetting(team.admin, elsewhere)).rejects.toMatchObject({ code: 'bad_request:key' });
  });

  it('is chosen by admins of the team alone', async () => {
    await saveModelSetting(team.admin, own());
    for (const other of [team.viewer, team.editor]) {
      await expect(readModelSetting(other)).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(saveModelSetting(other, own())).rejects.toMatchObject({ code: 'forbidden:role' });
      await expect(tryModel(other, own())).rejects.toMatchObject({ code: 'forbidden:role' });
    }
    const stranger = await createTestTeam('Other team');
    expect((await readModelSetting(stranger.admin)).provider).toBe('environment');
    expect((await teamModel(stranger.viewer)).extractive).toBe(true);
  });

  it('refuses what cannot work, with a sentence', async () => {
    for (const input of [{ provider: 'nobody' }, { provider: 'openai-compatible', baseUrl: 'file:///etc/passwd' }, { provider: 5 }, {}]) {
      expect(modelSettingInput.safeParse(input).success).toBe(false);
    }
    await expect(saveModelSetting(team.admin, own({ baseUrl: '' }))).rejects.toMatchObject({ code: 'bad_request:model' });
    await expect(saveModelSetting(team.admin, own({ model: '' }))).rejects.toMatchObject({ code: 'bad_request:model' });
    expect(await db().modelSetting.count({ where: { teamId: team.id } })).toBe(0);
  });
});

describe('Test', () => {
  it.each([
    [{ text: ['ready'] }, true, 'answered in'],
    [{ status: 401 }, false, 'refused the key (401)'],
    [{ status: 404 }, false, 'does not know the model “fake”'],
    [{ status: 429 }, false, 'too many requests'],
    [{ status: 500 }, false, 'answered with an error (500)'],
    [{ raw: '<html>It works</html>' }, false, 'not in the form of a chat model'],
  ])('says in a sentence what is wrong: %j', async (scripted, ok, sentence) => {
    llm.script(scripted);
    const trial = await tryModel(team.admin, own());
    expect(trial.message).toContain(sentence);
    expect(trial.ok).toBe(ok);
    expect(trial.message).not.toContain('sk-canary');
  });

  it('knows a server that is not there from one that is', async () => {
    const gone = await startFakeLlm();
    await gone.close();
    expect((await tryModel(team.admin, own({ baseUrl: gone.url }))).message).toContain('nothing answers at this address and port');
    expect((await tryModel(team.admin, own({ baseUrl: 'http://no-such-host.invalid/v1' }))).message).toContain('could not be');
  });
});

describe('secrets', () => {
  it('open only for their owner, unchanged', () => {
    const box = sealSecret('sk-1', 'team-a');
    expect(openSecret(box, 'team-a')).toBe('sk-1');
    expect(openSecret(box, 'team-b')).toBeUndefined();
    expect(sealSecret('sk-1', 'team-a')).not.toBe(box);
    const bytes = Buffer.from(box, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(openSecret(bytes.toString('base64'), 'team-a')).toBeUndefined();
    for (const broken of ['', 'AA==', 'no base64 at all']) expect(openSecret(broken, 'team-a')).toBeUndefined();
  });
});

describe('prices', () => {
  it('are those of the longest name that fits, and unknown ones stay unknown', () => {
    expect(modelFacts('gpt-4o-mini-2024-07-18').price).toEqual({ input: 0.15, output: 0.6 });
    expect(costMicros(modelFacts('gpt-4o').price, { input: 1_000_000, output: 100_000 })).toBe(3_500_000n);
    expect(costMicros(modelFacts('my-own-model').price, { input: 5, output: 5 })).toBeNull();
    expect(costMicros(modelFacts('gpt-4o-mini').price, { input: 1, output: 0 })).toBe(1n);
  });
});
