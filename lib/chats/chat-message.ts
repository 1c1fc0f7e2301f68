// What travels between the server and the chat page. Client-safe: types and constants only.
import type { UIMessage } from 'ai';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';

/** The steps of an answer in the order in which a person sees them. */
export type StepName = 'understand' | 'retrieve' | 'pack' | 'answer' | 'cite';

export type Step = {
  name: StepName;
  state: 'running' | 'done' | 'failed';
  /** A sentence that tells the truth: "Searching 214 passages", "Reading 6 passages from 3 documents". */
  label: string;
  /** How long it took, in milliseconds, once done. */
  milliseconds?: number;
};

/** A passage found for the question, shown as a small card before the first word of the answer. */
export type FoundPassage = {
  passageId: string;
  documentId: string;
  versionId: string;
  documentName: string;
  page?: number;
  /** The page is a slide. */
  slide?: boolean;
  heading?: string;
  /** The best sentence of the passage for this question. */
  excerpt: string;
  start: number;
  end: number;
};

/**
 * A footnote. `[^n]` in the text refers to the citation with that number. The same in the stream, after a reload, in a
 * copy and in an export: number, version, span and quote never change once issued.
 */
export type MessageCitation = {
  id: string;
  number: number;
  documentId: string;
  versionId: string;
  documentName: string;
  /** Span of the quote in the version's canonical text, UTF-16 code units. */
  start: number;
  end: number;
  quote: string;
  page?: number;
  /** The page is a slide. */
  slide?: boolean;
  heading?: string;
  /** ISO time at which the source was deleted; then `quote` is empty. */
  sourceDeletedAt?: string;
  /** In a chat shared by somebody else: a source that the reader may not see. Then nothing but the number is told. */
  withheld?: true;
};

/** What an answer that asks back offers to choose from: names that stand in the documents, each with the question it makes. */
export type Choice = { label: string; question: string };

export type Notice = { code: string; message: string };

export type MessageStatus = 'running' | 'complete' | 'stopped' | 'interrupted' | 'failed';

/** Why a question to a person was closed without an answer. */
export type CloseReason = 'not-held' | 'duplicate' | 'other';

/** Where a person says that their answer stands: a passage, or a whole document, which has no words and an empty span. */
export type PersonSource = Omit<MessageCitation, 'id'>;

/** What was asked of a person below an answer, and what became of it, as the asker sees it. */
export type AskedPerson = {
  id: string;
  question: string;
  note?: string;
  state: 'open' | 'answered' | 'closed' | 'withdrawn';
  /** ISO time. */
  askedAt: string;
  /** Who is about to answer, while the question is open. */
  takenBy?: string;
  /** Who answered or closed it, and when (ISO). */
  settled?: { by: string; at: string };
  /** Plain words; line breaks count. */
  answer?: string;
  sources: PersonSource[];
  closedFor?: CloseReason;
};

export type AnswerMetadata = {
  status: MessageStatus;
  /** Message that this one answers or follows; null at the root of the tree. */
  parentId: string | null;
  /** 'extractive' for the built-in model. */
  model?: string;
  createdAt: string;
  /** The asking person's own vote. */
  vote?: { value: 1 | -1; reason?: string; comment?: string };
  /** The documents answer only a part of the question. */
  partial?: true;
  /** What was asked of a person below this answer, oldest first. To readers of a shared chat only what was answered. */
  askedPeople?: AskedPerson[];
  /** Ids of this message and its siblings in order of creation (regenerated answers, edited questions). */
  siblings: string[];
};

/** Typed data parts of the stream: `data-step`, `data-also`, `data-found`, `data-citation`, `data-choices`, `data-notice`. */
export type AnswerData = {
  /** id = step name; later parts with the same id replace earlier ones. */
  step: Step;
  /** Sent once, when the question was searched for by other names too. */
  also: { also: AlsoSearched[] };
  /** Sent once, before the first word. */
  found: { passages: FoundPassage[] };
  /** id = citation id. */
  citation: MessageCitation;
  /** Sent once, behind the text, when the answer is a question back. */
  choices: { choices: Choice[] };
  notice: Notice;
};

export type FootnoteMessage = UIMessage<AnswerMetadata, AnswerData>;

/** Which documents a question may draw on; empty lists mean everything the person may see. */
export type ChatScope = { collectionIds: string[]; documentIds: string[] };

export type VoteReason = 'wrong' | 'incomplete' | 'wrong-source' | 'out-of-date' | 'other';

/** Stands where a footnote would, as `[^0]`, behind a sentence that the check found no support for. */
export const unsupportedMark = 0;

/** Finds footnote marks in message text; group 1 is the citation's number, or {@link unsupportedMark}. */
export const footnoteMark = /\[\^(\d{1,4})\]/g;
