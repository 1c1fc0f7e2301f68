/** Tokens of one model call as the provider counted them. */
export type ModelUsage = { input: number; output: number };
