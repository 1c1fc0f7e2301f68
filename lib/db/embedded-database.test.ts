import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openEmbeddedDatabase } from './embedded-database';

it('J6: refuses a second owner of the data folder, naming the PID, and takes over from a dead one', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'footnote-lock-'));
  const database = await openEmbeddedDatabase(folder);
  await expect(openEmbeddedDatabase(folder)).rejects.toThrow(`process ${process.pid}`);
  await database.close();
  await writeFile(path.join(folder, 'database.lock'), '4194303 1\n');
  const again = await openEmbeddedDatabase(folder);
  await again.close();
  await rm(folder, { recursive: true });
});
