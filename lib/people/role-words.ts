// Client-safe.
import type { Role } from '@/lib/db/generated/enums';

/** What each role is called, and what it lets a person do. */
export const roleWords: Record<Role, { label: string; can: string }> = {
  viewer: { label: 'Viewer', can: 'You will be able to ask questions and read the documents.' },
  editor: { label: 'Editor', can: 'You will be able to ask questions, and to upload and manage documents.' },
  admin: { label: 'Admin', can: 'You will be able to manage documents, people, feedback and settings.' },
  owner: { label: 'Owner', can: 'You will be able to do everything, including managing the team itself.' },
};

/** From the fewest rights to the most. */
export const roles: Role[] = ['viewer', 'editor', 'admin', 'owner'];
