import { config } from '@/lib/config/config';
import { AppError } from '@/lib/errors/app-error';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a form of another site can send without asking first. */
const formTypes = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Throws `forbidden:origin` for a state change that a page of another site may have sent (check F1). Browsers name the
 * sender in Sec-Fetch-Site (only over HTTPS and on loopback) or Origin; programs send neither and hold no one's cookies.
 */
export function requireSameOrigin(request: Request): void {
  if (readOnly.has(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  if (site !== null && site !== 'same-origin' && site !== 'none') refuse();
  if (origin !== null && !isOwn(origin, request.headers.get('host'))) refuse();
  if (site === null && origin === null) {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (formTypes.includes(type)) refuse();
  }
}

function isOwn(origin: string, host: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const sender = new URL(origin).host;
  return sender === host || sender === new URL(config().portalUrl).host;
}

function refuse(): never {
  throw new AppError('forbidden:origin', 'This request came from another site and was refused.');
}
