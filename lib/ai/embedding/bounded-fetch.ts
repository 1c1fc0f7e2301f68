/** Many times what the vectors of one request take as text; more is no answer but a flood. */
const mostBytes = 32 * 1024 * 1024;

/** `fetch` for answers of a known size: one that goes on and on fails instead of filling the memory. */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!response.body) return response;
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      bytes += piece.byteLength;
      if (bytes > mostBytes) controller.error(new Error('the answer is longer than any answer may be'));
      else controller.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(counter), response);
};
