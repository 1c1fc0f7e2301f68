import { z } from 'zod';

/** An id in a request: what it names is for the query to find out, but no database chokes on it. */
export const idField = z.string('This is not an id.').regex(/^[\w-]{1,64}$/, 'This is not an id.');
