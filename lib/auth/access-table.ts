import type { Role } from '@/lib/db/generated/enums';

/**
 * Who may use each way into the portal. `anyone` needs no session; `signed-in` needs one, but no team; a role means
 * that role or a higher one in the current team. A route, page or job that is missing here fails the build (check B1).
 * Keys: `METHOD /path/[param]`, `page /path/[param]`, `job name`. Kept in alphabetical order.
 */
export const accessTable = {
  'DELETE /api/account/sessions/[id]': 'signed-in',
  'DELETE /api/collections/[id]': 'editor',
  'DELETE /api/documents/[id]': 'editor',
  'DELETE /api/invitations/[id]': 'admin',
  'DELETE /api/people/[id]': 'admin',
  'DELETE /api/session': 'signed-in',
  'GET /api/account/sessions': 'signed-in',
  'GET /api/chat/[id]/stream': 'viewer',
  'GET /api/collections': 'viewer',
  'GET /api/documents': 'viewer',
  'GET /api/documents/[id]': 'viewer',
  'GET /api/documents/[id]/file': 'viewer',
  'GET /api/documents/[id]/versions/[version]/content': 'viewer',
  'GET /api/health': 'anyone',
  'GET /api/invitations': 'admin',
  'GET /api/people': 'admin',
  'GET /api/search': 'viewer',
  'GET /api/teams': 'signed-in',
  'PATCH /api/account': 'signed-in',
  'PATCH /api/collections/[id]': 'editor',
  'PATCH /api/documents/[id]': 'editor',
  'PATCH /api/people/[id]': 'admin',
  'PATCH /api/team': 'owner',
  'POST /api/chat': 'viewer',
  'POST /api/chat/[id]/stop': 'viewer',
  'POST /api/collections': 'editor',
  'POST /api/documents/[id]/reindex': 'editor',
  'POST /api/documents/[id]/restore': 'editor',
  'POST /api/documents/bulk': 'editor',
  'POST /api/invitations': 'admin',
  'POST /api/join/[token]': 'anyone',
  'POST /api/people/[id]/reset-link': 'admin',
  'POST /api/reset/[token]': 'anyone',
  'POST /api/samples': 'editor',
  'POST /api/session': 'anyone',
  'POST /api/setup': 'anyone',
  'POST /api/teams': 'owner',
  'POST /api/uploads': 'editor',
  'PUT /api/account/password': 'signed-in',
  'PUT /api/session': 'signed-in',
  'job ingest': 'worker',
  'job purge': 'worker',
  'job sharpen': 'worker',
  'page /': 'viewer',
  'page /documents/[id]': 'viewer',
  'page /search': 'viewer',
} as const satisfies Record<string, Access>;

export type Access = 'anyone' | 'signed-in' | 'worker' | Role;
