// npm run import -- FOLDER [--team NAME] [--collection NAME] [--as EMAIL] [--remove-gone]: imports the files of a folder,
// for example a Git repository, or brings what changed in it since. Works while the portal runs, which then reads them;
// otherwise they are read at its next start.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backgroundViewer } from '@/lib/auth/background-viewer';
import type { Viewer } from '@/lib/auth/viewer';
import { config, ConfigError } from '@/lib/config/config';
import { portalSecret } from '@/lib/config/portal-secret';
import { db, disconnect } from '@/lib/db/client';
import { DatabaseLockedError, openEmbeddedDatabase } from '@/lib/db/embedded-database';
import { migrate } from '@/lib/db/migrate';
import { createCollection } from '@/lib/documents/collections';
import { AppError } from '@/lib/errors/app-error';
import { importFolder } from '@/lib/import/import-folder';
import type { ItemState } from '@/lib/import/import-row';
import { removeGone } from '@/lib/import/remove-gone';
import { prepareJobs, stopJobs } from '@/lib/jobs/jobs';
import { prepareRetrieval } from '@/lib/retrieval/prepare-retrieval';

const usage = 'usage: npm run import -- FOLDER [--team NAME] [--collection NAME] [--as EMAIL] [--remove-gone]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { team: { type: 'string' }, collection: { type: 'string' }, as: { type: 'string' }, 'remove-gone': { type: 'boolean', default: false } },
});
const [folder, ...others] = positionals;
if (!folder || others.length > 0) {
  console.error(usage);
  process.exit(2);
}

/** A mistake in how the command was called, or in what it was called for. */
class UsageError extends Error {}

const dataFolder = path.resolve(process.env.FOOTNOTE_DATA || '.data');
process.env.FOOTNOTE_DATA = dataFolder;
process.env.AUTH_SECRET ??= await portalSecret(dataFolder);
let database: { close(): Promise<void> } | undefined;
try {
  database = await connect();
  const viewer = await actingPerson();
  const collectionId = await collectionOf(viewer);
  await importAndTell(viewer, collectionId, path.resolve(process.env.INIT_CWD ?? '.', folder));
} catch (error) {
  const isPlain = error instanceof UsageError || error instanceof AppError || error instanceof ConfigError || error instanceof DatabaseLockedError;
  console.error(isPlain ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopJobs();
  await disconnect();
  await database?.close();
}

/** Points the process at the portal's database: the server's, the one that a running portal serves, or opened here. */
async function connect(): Promise<{ close(): Promise<void> } | undefined> {
  if (process.env.DATABASE_URL) return prepare();
  process.env.FOOTNOTE_EMBEDDED_DATABASE = '1';
  try {
    const own = await openEmbeddedDatabase(dataFolder);
    process.env.DATABASE_URL = own.url;
    await prepare();
    return own;
  } catch (error) {
    if (!(error instanceof DatabaseLockedError) || error.url === undefined) throw error;
    process.env.DATABASE_URL = error.url;
    return undefined;
  }
}

async function prepare(): Promise<undefined> {
  await migrate(config().databaseUrl);
  await prepareRetrieval();
  await prepareJobs();
}

async function actingPerson(): Promise<Viewer> {
  const teams = await db().team.findMany({ where: values.team === undefined ? {} : { name: values.team }, select: { id: true, name: true } });
  const [team] = teams;
  if (!team) throw new UsageError(values.team === undefined ? 'This portal has no team yet: start it and create the owner first.' : `There is no team named "${values.team}".`);
  if (teams.length > 1) throw new UsageError(`Name one of the teams with --team: ${teams.map(({ name }) => `"${name}"`).join(', ')}.`);
  const member = await db().membership.findFirst({
    where: { teamId: team.id, user: { disabledAt: null, ...(values.as !== undefined && { email: values.as.normalize('NFKC').toLowerCase() }) }, ...(values.as === undefined && { role: 'owner' }) },
    orderBy: { createdAt: 'asc' },
    select: { userId: true },
  });
  if (!member) throw new UsageError(values.as === undefined ? `The team "${team.name}" has no owner; name a member with --as EMAIL.` : `Nobody in the team "${team.name}" has the address ${values.as}.`);
  return backgroundViewer(team.id, member.userId);
}

async function collectionOf(viewer: Viewer): Promise<string> {
  const found = await db().collection.findFirst({
    where: { teamId: viewer.teamId, ...(values.collection !== undefined && { name: values.collection }) },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  if (found) return found.id;
  console.log(`A new collection: "${values.collection}".`);
  return (await createCollection(viewer, values.collection ?? 'General')).id;
}

async function importAndTell(viewer: Viewer, collectionId: string, from: string): Promise<void> {
  const counts: Partial<Record<ItemState, number>> = {};
  const refused = new Map<string, string[]>();
  const id = await importFolder(viewer, {
    folder: from,
    collectionId,
    onFile: (done, total, file, { state, reason }) => {
      counts[state] = (counts[state] ?? 0) + 1;
      if (state === 'added' || state === 'updated') console.log(`${String(done).padStart(String(total).length)} of ${total}  ${state.padEnd(7)}  ${file}`);
      if (state === 'skipped') console.log(`skipped  ${file}: ${reason}`);
      if (state === 'refused') refused.set(reason ?? '', [...(refused.get(reason ?? '') ?? []), file]);
    },
  });
  for (const [reason, files] of [...refused].sort((a, b) => b[1].length - a[1].length)) console.log(`${files.length} ${files.length === 1 ? 'file' : 'files'} refused (${someOf(files)}): ${reason}`);
  const gone = await db().importItem.findMany({ where: { importId: id, state: 'gone' }, orderBy: { address: 'asc' }, select: { address: true } });
  for (const { address } of gone) console.log(`gone     ${address}`);
  if (gone.length > 0 && values['remove-gone']) console.log(`${(await removeGone(viewer, id)).ids.length} of them deleted.`);
  else if (gone.length > 0) console.log(`Their documents stay until you run this again with --remove-gone, or remove them under Documents → Imports.`);
  console.log(`${counts.added ?? 0} added, ${counts.updated ?? 0} updated, ${counts.unchanged ?? 0} unchanged, ${counts.skipped ?? 0} skipped, ${counts.refused ?? 0} refused, ${gone.length} gone.`);
}

/** The first few of many names. */
function someOf(files: string[]): string {
  const shown = files.slice(0, 5).join(', ');
  return files.length > 5 ? `${shown} and ${files.length - 5} more` : shown;
}
