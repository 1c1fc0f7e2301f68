import type { Role } from '@/lib/db/generated/enums';

/**
 * Who may use each way into the portal. `anyone` needs no session; `signed-in` needs one, but no team; a role means
 * that role or a higher one in the current team. A route, page or job that is missing here fails the build (check B1).
 * Keys: `METHOD /path/[param]`, `page /path/[param]`, `job name`. Kept in alphabetical order.
 */
export const accessTable = {
  'GET /api/health': 'anyone',
  'page /': 'viewer',
} as const satisfies Record<string, Access>;

export type Access = 'anyone' | 'signed-in' | 'worker' | Role;
