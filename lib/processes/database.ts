// Process 1 of 3: owns the embedded database. Tells its parent the address, then serves until it is stopped.
import { DatabaseLockedError, openEmbeddedDatabase } from '@/lib/db/embedded-database';

const dataFolder = process.argv[2];
if (!dataFolder) throw new Error('usage: database.ts DATA_FOLDER');

try {
  const database = await openEmbeddedDatabase(dataFolder);
  process.send?.({ type: 'ready', url: database.url });
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await database.close();
    process.exit(0);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the parent stops the database last.
  process.on('disconnect', close);
} catch (error) {
  if (!(error instanceof DatabaseLockedError)) throw error;
  console.error(error.message);
  process.exit(2);
}
