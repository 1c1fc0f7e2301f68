// How often the steps of answers fail, as the page gets it. Client-safe: types and constants only.

/** The steps in their order; `nothing`: the search found nothing at all. */
export const failingSteps = ['understand', 'retrieve', 'nothing', 'rerank', 'answer', 'check'] as const;

export type FailingStep = (typeof failingSteps)[number];

export type StepFailures = {
  /** Answers that came to an end, also to an early one. */
  answers: number;
  /** In how many of them each step failed, or did only a part of its work. */
  failed: Record<FailingStep, number>;
  /** In how many the model had to be asked more than once. */
  askedAgain: number;
  /** In how many no step failed. */
  whole: number;
  /** Share of answers that would come through all steps whole, if the steps failed independently of each other; 0 to 1. */
  chain: number;
};

export type QualityReport = {
  /** Newest first; `day` as 2026-03-31 in UTC. Days without answers are left out. */
  days: (StepFailures & { day: string })[];
  total: StepFailures;
};
