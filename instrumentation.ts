// Next calls this once when the web process starts.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { notePeers } = await import('@/lib/http/peer-address');
  notePeers();
}
