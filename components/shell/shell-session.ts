import type { Role } from '@/lib/db/generated/enums';

/** What the shell knows about the person who is signed in. */
export type ShellSession = {
  name: string;
  email: string;
  role: Role;
  team: { id: string; name: string };
  /** All teams of this person in this portal, the current one included. */
  teams: { id: string; name: string }[];
};
