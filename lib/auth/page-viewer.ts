import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Role } from '@/lib/db/generated/enums';
import { accessTable } from './access-table';
import { currentPerson } from './current-viewer';
import type { Person } from './find-person';
import { hasRole, isRole, type Viewer } from './viewer';

/** Header in which proxy.ts tells pages their own path, so that a sign-in can lead back there. Never trusted for rights. */
export const pathHeader = 'x-footnote-path';

const pages = Object.entries(accessTable).flatMap(([way, access]) => {
  if (!way.startsWith('page ')) return [];
  return [{ address: new RegExp(`^${way.slice(5).replace(/\[\w+\]/g, '[^/]+')}/?$`), access }];
});

/**
 * For the layout around the pages: as {@link pageViewer}, with the role of the page that is asked for. Pages are sent
 * while they are made, so only before the first byte can an answer still become a 404. Each page asks again by itself.
 */
export async function layoutViewer(): Promise<Viewer> {
  const path = (await headers()).get(pathHeader)?.split('?')[0] ?? '';
  const access = pages.find((page) => page.address.test(path))?.access;
  return pageViewer(isRole(access) ? access : 'viewer');
}

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
