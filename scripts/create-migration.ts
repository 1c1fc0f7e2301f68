// npm run db:migration -- NAME: writes prisma/migrations/<time>_NAME from the difference between the schema as the last
// migration left it (prisma/migrations/schema.prisma) and prisma/schema.prisma. Stands in for `prisma migrate dev`, whose
// engine is a download.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { openEmbeddedDatabase } from '@/lib/db/embedded-database';

const name = process.argv[2]?.replace(/\W+/g, '_');
if (!name) throw new Error('usage: npm run db:migration -- NAME');

const migrations = 'prisma/migrations';
const file = 'prisma/schema.prisma';
const schema = await readFile(file, 'utf8');
const migrated = path.join(migrations, 'schema.prisma');
const previous = await readFile(migrated, 'utf8');

const scratch = await mkdtemp(path.join(os.tmpdir(), 'footnote-migration-'));
// The engine compares two schemas, but refuses to start without a database to talk to.
const database = await openEmbeddedDatabase(scratch);
try {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: database.url }));
  const engine = await SchemaEngine.new({ datamodels: [[file, schema]] }, () => {}, adapter);
  const difference = await engine.diff({
    from: { tag: 'schemaDatamodel', files: [{ path: file, content: previous }] },
    to: { tag: 'schemaDatamodel', files: [{ path: file, content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const sql = difference.stdout?.trim() ?? '';
  if (!sql || sql === '-- This is an empty migration.') {
    console.log('The migrations already match prisma/schema.prisma.');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const folder = path.join(migrations, `${stamp}_${name}`);
    await mkdir(folder);
    await writeFile(path.join(folder, 'migration.sql'), `${sql}\n`);
    await writeFile(migrated, schema);
    console.log(`Wrote ${folder}/migration.sql. Read it, and add what Prisma cannot express.`);
  }
} finally {
  await database.close();
  await rm(scratch, { recursive: true, force: true });
}
process.exit(0);
