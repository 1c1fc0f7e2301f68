// For the browser: one way to call the portal's own routes.

/** What a failed request says: the server's own sentence, its code, and the id that finds it in the server's log. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly requestId?: string,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** The event that tells the window that a request met no portal. */
export const unreachable = 'footnote:unreachable';

/**
 * Sends `body` as JSON and returns the parsed answer (undefined for an empty one). Throws RequestError with a sentence
 * for people when the server refuses or cannot be reached. The caller names the shape that the route promises.
 */
export async function sendJson<T = unknown>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
  options?: { signal?: AbortSignal },
): Promise<T> {
  const init: RequestInit = { method, signal: options?.signal };
  if (body !== undefined) Object.assign(init, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await (await answerTo(url, init)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A file that a route makes, with the name that it gives it. Throws as {@link sendJson} does. */
export async function fetchFile(url: string): Promise<{ name: string; content: Blob }> {
  const response = await answerTo(url, {});
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: encoded ? decodeURIComponent(encoded) : 'file', content: await response.blob() };
}

async function answerTo(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    window.dispatchEvent(new Event(unreachable));
    throw new RequestError('The portal could not be reached. Check your connection and try again.', 0, 'unavailable:network');
  }
  if (!response.ok) throw errorFrom(response, await response.text());
  return response;
}

function errorFrom(response: Response, text: string): RequestError {
  try {
    const { error } = JSON.parse(text) as { error: { message: string; code: string; requestId?: string } };
    return new RequestError(error.message, response.status, error.code, error.requestId);
  } catch {
    return new RequestError(`The portal answered with an error (${response.status}). Please try again.`, response.status, 'internal:unexpected');
  }
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof RequestError ? error.message : 'Something went wrong in this page. Reload it and try again.';
}
