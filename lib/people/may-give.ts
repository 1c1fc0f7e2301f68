import { hasRole, type Viewer } from '@/lib/auth/viewer';
import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';

/** Throws `forbidden:role` when the viewer would hand out, or take away, a role above their own. */
export function requireMayGive(viewer: Pick<Viewer, 'role'>, role: Role): void {
  if (!hasRole(viewer, role)) throw new AppError('forbidden:role', 'Only an owner can do this for owners.');
}
