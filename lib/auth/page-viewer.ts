import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Role } from '@/lib/db/generated/enums';
import { currentPerson } from './current-viewer';
import type { Person } from './find-person';
import { hasRole, type Viewer } from './viewer';

/** Header in which proxy.ts tells pages their own path, so that a sign-in can lead back there. Never trusted for rights. */
export const pathHeader = 'x-footnote-path';

/** For pages: the viewer. Nobody signed in → /sign-in; no team → /no-team; a lower role → the page does not exist. */
export async function pageViewer(role: Role = 'viewer'): Promise<Viewer> {
  const { viewer } = await pagePerson();
  if (!viewer) redirect('/no-team');
  if (!hasRole(viewer, role)) notFound();
  return viewer;
}

/** For pages that need a signed-in person but no team; nobody signed in → /sign-in. */
export async function pagePerson(): Promise<Person> {
  const person = await currentPerson();
  if (person) return person;
  const path = (await headers()).get(pathHeader);
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
}
