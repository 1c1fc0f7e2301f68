// A question asked elsewhere (the palette) on its way to the Ask page. Kept in memory and never in an address, so that
// no link can make a person ask something.

let pending: string | undefined;
const event = 'footnote:question';

/** Leaves a question for the Ask page and tells it, should it be open. */
export function leaveQuestion(question: string): void {
  pending = question;
  window.dispatchEvent(new Event(event));
}

/** Takes the question that was left, once. */
export function takeQuestion(): string | undefined {
  const question = pending;
  pending = undefined;
  return question;
}

/** Calls back when a question is left while the page is open. */
export function onQuestionLeft(listener: () => void): () => void {
  window.addEventListener(event, listener);
  return () => window.removeEventListener(event, listener);
}
