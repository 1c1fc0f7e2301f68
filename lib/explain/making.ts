// How an answer was made, as the panel below it gets it. Client-safe: types only.
import type { MessageStatus } from '@/lib/chats/chat-message';
import type { StoredPath } from '@/lib/chats/stored-parts';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { Receipt, ReceiptLine } from '@/lib/usage/receipt';
import type { TrialPassage } from './explanation';

export type MakingStepName = 'understand' | 'retrieve' | 'rerank' | 'pack' | 'answer' | 'check';

export type MakingStep = {
  name: MakingStepName;
  /** 'degraded': it went on without something; 'skipped': it was not needed; 'unknown': nothing of it was kept. */
  state: 'done' | 'degraded' | 'failed' | 'skipped' | 'unknown';
  milliseconds?: number;
  /** What went in and what came out, a sentence each. */
  input?: string;
  output?: string;
  /** What did not go as it should, in sentences. */
  problems: string[];
  /** The model calls of the step. */
  calls: ReceiptLine[];
};

/** A passage on its way to the answer; `why` says how much around it was read. Without `shown`, it is gone, or not for the viewer's eyes. */
export type MakingPassage = Omit<StoredPath, 'documentId'> & { shown?: TrialPassage; why?: string };

/** A sentence of the answer that the check found no support for, and why. */
export type FailedClaim = { sentence: string; problem: string };

export type Making = {
  question: string;
  /** As it was searched for, when that differs. */
  understoodAs?: string;
  also: AlsoSearched[];
  status: MessageStatus;
  model?: string;
  /** ISO time. */
  askedAt: string;
  /** From the question to the end of the answer, in milliseconds; undefined while it is written. */
  milliseconds?: number;
  steps: MakingStep[];
  passages: MakingPassage[];
  failedClaims: FailedClaim[];
  /** How many searches were made, of how many passages, and how many passages were read. */
  searches: number;
  searched: number;
  read: number;
  receipt: Receipt;
};
