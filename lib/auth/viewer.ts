import type { Role } from '@/lib/db/generated/enums';
import { AppError } from '@/lib/errors/app-error';

/**
 * The signed-in person, checked against the database on this request. Every function in `lib` that touches team data
 * takes it first and filters by `teamId` in the query itself.
 */
export type Viewer = {
  userId: string;
  sessionId: string;
  teamId: string;
  role: Role;
  name: string;
  email: string;
};

const rank: Record<Role, number> = { viewer: 0, editor: 1, admin: 2, owner: 3 };

/** Whether a word is the name of a role. */
export function isRole(word: string | undefined): word is Role {
  return word !== undefined && Object.hasOwn(rank, word);
}

/** Throws `forbidden:role` unless the viewer has at least this role. */
export function requireRole(viewer: Viewer, role: Role): void {
  if (rank[viewer.role] < rank[role]) {
    throw new AppError('forbidden:role', `This needs the role "${role}" in this team; yours is "${viewer.role}".`);
  }
}

/** Whether the viewer has at least this role; for showing or leaving out a control, never for protecting data. */
export function hasRole(viewer: Pick<Viewer, 'role'>, role: Role): boolean {
  return rank[viewer.role] >= rank[role];
}
