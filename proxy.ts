import { type NextRequest, NextResponse } from 'next/server';
import { filePolicy } from '@/lib/documents/file-policy';

const originalPath = /^\/api\/documents\/[^/]+\/file$/;
const dev = process.env.NODE_ENV === 'development';

/**
 * Security headers for every answer. Nothing here decides who may do what: lib/http/route.ts and
 * lib/auth/page-viewer.ts do, and would go on doing so without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isReadable(request.nextUrl.pathname)) {
    const error = { code: 'bad_request:path', message: 'This address is damaged.', requestId: crypto.randomUUID() };
    return NextResponse.json({ error }, { status: 400, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
  }
  const nonce = btoa(crypto.randomUUID());
  // What is set here takes the place of what the route sets itself.
  const policy = originalPath.test(request.nextUrl.pathname) ? filePolicy : contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  headers.set('x-footnote-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  return response;
}

/** Next fails with 500 where a dynamic segment cannot be decoded, as in "/join/%", and pages where it holds NUL, which PostgreSQL cannot. */
function isReadable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

/** Only what this portal serves itself may load; scripts only with this answer's nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // React's development build explains errors with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // Positioned pop-ups and virtual lists set style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  // Static files carry no markup of ours; they are the same for everybody.
  // Uploads must not pass through here: Next keeps the first 10 MB of a body that does, and silently drops the rest.
  // next.config.ts sets their headers.
  matcher: [{ source: '/((?!_next/static|_next/image|favicon.ico|api/uploads$).*)' }],
};
