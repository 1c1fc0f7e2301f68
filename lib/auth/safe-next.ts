/**
 * Where to go after signing in: an own path, or '/' for everything else (check F2). Browsers drop tabs and line breaks
 * and read '\' as '/', so the resolved origin decides, not the beginning of the text. Client-safe.
 */
export function safeNext(next: string | string[] | undefined | null): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/';
  const here = 'http://footnote.invalid';
  if (!URL.canParse(next, here)) return '/';
  const target = new URL(next, here);
  if (target.origin !== here) return '/';
  const path = target.pathname + target.search + target.hash;
  // '/.//x' resolves to an own path that itself reads as another host.
  return path.startsWith('//') || target.pathname.startsWith('/api/') ? '/' : path;
}
