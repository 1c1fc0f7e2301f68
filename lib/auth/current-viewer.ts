import { headers } from 'next/headers';
import { cache } from 'react';
import { findPerson, type Person, viewerOf } from './find-person';
import type { Viewer } from './viewer';

/** Who is signed in on the current request, in a team or not; asked once per request. */
export const currentPerson: () => Promise<Person | undefined> = cache(async () => findPerson(await headers()));

/** The viewer of the current request, or undefined when nobody is signed in or the person belongs to no team. */
export async function findViewer(): Promise<Viewer | undefined> {
  return (await currentPerson())?.viewer;
}

/** The viewer of the current request. Throws `unauthorized:session` or `forbidden:team`. */
export async function currentViewer(): Promise<Viewer> {
  return viewerOf(await currentPerson());
}
