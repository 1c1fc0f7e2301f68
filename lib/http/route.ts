import { findPerson, type Person, viewerOf } from '@/lib/auth/find-person';
import { requireRole, type Viewer } from '@/lib/auth/viewer';
import type { Role } from '@/lib/db/generated/enums';
import { AppError, notFound } from '@/lib/errors/app-error';
import { errorResponse } from '@/lib/errors/error-response';
import { type Admission, whileAdmitted } from './open-streams';
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
 * calls the handler. Whatever is thrown becomes `{ error: { code, message, requestId } }`; nothing is cached, and what is
 * still being sent when the person's access ends breaks off.
 * `access` must be the route's entry in lib/auth/access-table.ts.
 */
export function route<A extends RouteAccess>(access: A, handler: Handler<A>) {
  return async (request: Request, context: { params: Promise<Record<string, string> | undefined> }): Promise<Response> => {
    try {
      requireSameOrigin(request);
      // Next gives none at all to a route without dynamic segments.
      const params = (await context.params) ?? {};
      // PostgreSQL cannot hold NUL, so nothing can have such a name, and nothing can be asked about it.
      if (/%00/.test(new URL(request.url).search)) throw new AppError('bad_request:input', 'This address holds a character that nothing can hold.');
      if (Object.values(params).some((value) => value.includes('\0'))) throw notFound('page');
      const admission = await admit(access, request);
      const response = await handler({ request, params, ...admission } as RouteContext<A>);
      return finished(response, admission);
    } catch (error) {
      return errorResponse(error);
    }
  };
}

async function admit(access: RouteAccess, request: Request): Promise<Admission | undefined> {
  if (access === 'anyone') return undefined;
  const person = await findPerson(request.headers);
  if (!person) throw new AppError('unauthorized:session', 'Please sign in.');
  if (access === 'signed-in') return { person };
  const viewer = viewerOf(person);
  requireRole(viewer, access);
  return { person, viewer, role: access };
}

/** As it goes out: cached nowhere, and broken off when the person's access ends before it does. */
function finished(response: Response, admission: Admission | undefined): Response {
  const body = response.body && admission ? whileAdmitted(response.body, admission) : response.body;
  // A copy, because the headers of redirects and of fetched responses cannot be changed.
  const copy = new Response(body, response);
  if (!copy.headers.has('cache-control')) copy.headers.set('cache-control', 'no-store');
  return copy;
}
