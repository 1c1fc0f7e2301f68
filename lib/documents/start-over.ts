/** Back to the start of the queue: a higher attempt makes whatever is still running on the document give up. */
export const startOver = {
  state: 'waiting',
  stage: null,
  progress: 0,
  failureCode: null,
  failureMessage: null,
  heartbeatAt: null,
  tries: 0,
  attempt: { increment: 1 },
} as const;
