import { drainAnswers } from './running-answers';

/** Milliseconds for answers that are being written when the portal is told to stop, and for their last words to arrive. */
const patience = { answers: 20_000, lastWords: 500 };

/**
 * Ends this process when the supervisor wishes it, after its answers have come to their end. By itself Next would wait only
 * for answers that somebody watches.
 */
export function drainOnStop(): void {
  process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the supervisor decides the order.
  process.once('SIGTERM', () => {
    void drainAnswers(patience.answers).finally(() => setTimeout(() => process.exit(0), patience.lastWords));
  });
}
