// Process 3 of 3: takes jobs from the queue. Says that it is alive every five seconds.
import { config } from '@/lib/config/config';
import { disconnect } from '@/lib/db/client';
import { recordWorkerHeartbeat } from '@/lib/health/health';

config();
await recordWorkerHeartbeat();
const heartbeat = setInterval(() => void recordWorkerHeartbeat().catch((error) => console.error('worker heartbeat:', error.message)), 5_000);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(heartbeat);
  await disconnect();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the supervisor decides the order.
process.on('disconnect', () => void stop());
