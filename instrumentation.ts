// Next calls this once when the web process starts.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { config, ConfigError } = await import('@/lib/config/config');
  try {
    config();
  } catch (error) {
    // Next would go on serving; without its secret the portal must not.
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
  if (process.env.NEXT_MANUAL_SIG_HANDLE) {
    const { drainOnStop } = await import('@/lib/chats/drain-on-stop');
    drainOnStop();
  }
  const { notePeers } = await import('@/lib/http/peer-address');
  notePeers();
}
