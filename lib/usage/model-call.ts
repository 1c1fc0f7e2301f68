/** What a model is called for. `embed` also when documents are read, outside of any answer; `context` are notes on passages. */
export type CallStep = 'understand' | 'embed' | 'rerank' | 'answer' | 'context';

/** One call of a model, as the ledger keeps it. */
export type ModelCall = {
  step: CallStep;
  model: string;
  /** As the provider counted them; null where the call broke off before it said. */
  inputTokens: number | null;
  outputTokens: number | null;
  /** What rerankers are billed by; 0 for other models, and where the server does not say. */
  searches: number;
  milliseconds: number;
  outcome: 'done' | 'failed' | 'stopped';
  /** Millionths of a US dollar; null when the price, or what was used, is not known. */
  costMicros: bigint | null;
};

/** Takes each model call once it is over. */
export type CallSink = (call: ModelCall) => void;
