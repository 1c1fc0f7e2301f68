import { findPerson, type Person, viewerOf } from '@/lib/auth/find-person';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import type { Role } from '@/lib/db/generated/enums';
import { AppError, notFound } from '@/lib/errors/app-error';
import { errorResponse } from '@/lib/errors/error-response';
import { requireSameOrigin } from './same-origin';

/** Names of the dynamic segments under app/api; a new one is added here. */
export type ParamName = 'id' | 'token' | 'version';

export type RouteAccess = 'anyone' | 'signed-in' | Role;

/** What a handler gets: the viewer for a role, the person for `signed-in`, neither for `anyone`. */
export type RouteContext<A extends RouteAccess> = {
  request: Request;
  /** Dynamic segments of the path, decoded. */
  params: Record<ParamName, string>;
} & (A extends Role ? { viewer: Viewer; person: Person } : A extends 'signed-in' ? { person: Person } : unknown);

type Handler<A extends RouteAccess> = (context: RouteContext<A>) => Promise<Response> | Response;

/**
 * Every JSON route: refuses state changes from other sites, checks session, team and role against the database, then
 * calls the handler. Whatever is thrown becomes `{ error: { code, message, requestId } }`; nothing is cached.
 * `access` must be the route's entry in lib/auth/access-table.ts.
 */
export function route<A extends RouteAccess>(access: A, handler: Handler<A>) {
  return async (request: Request, context: { params: Promise<Record<string, string> | undefined> }): Promise<Response> => {
    try {
      requireSameOrigin(request);
      // Next gives none at all to a route without dynamic segments.
      const params = (await context.params) ?? {};
      // PostgreSQL cannot hold NUL, so nothing can have such a name.
      if (Object.values(params).some((value) => value.includes('\0'))) throw notFound('page');
      return uncached(await handler({ request, params, ...(await admit(access, request)) } as RouteContext<A>));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

async function admit(access: RouteAccess, request: Request): Promise<{ person?: Person; viewer?: Viewer }> {
  if (access === 'anyone') return {};
  const person = await findPerson(request.headers);
  if (!person) throw new AppError('unauthorized:session', 'Please sign in.');
  if (access === 'signed-in') return { person };
  const viewer = viewerOf(person);
  requireRole(viewer, access);
  return { person, viewer };
}

function uncached(response: Response): Response {
  if (response.headers.has('cache-control')) return response;
  // A copy, because the headers of redirects and of fetched responses cannot be changed.
  const copy = new Response(response.body, response);
  copy.headers.set('cache-control', 'no-store');
  return copy;
}
