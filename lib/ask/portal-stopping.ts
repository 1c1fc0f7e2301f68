const name = 'PortalStopping';

/** Why an answer ends when the portal does. */
export function portalStopping(): Error {
  return Object.assign(new Error('The portal is stopping.'), { name });
}

/** Told by its name: the routes of a Next.js build do not share classes. */
export function isPortalStopping(reason: unknown): boolean {
  return reason instanceof Error && reason.name === name;
}
