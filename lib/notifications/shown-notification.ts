// What a person is told, as it travels. Client-safe: types only.

export type NotificationKind = 'question-answered' | 'question-closed' | 'question-withdrawn' | 'source-changed' | 'batch-done';

export type ShownNotification = {
  id: string;
  kind: NotificationKind;
  /** ISO time. */
  createdAt: string;
  unread: boolean;
  /** What happened, as a sentence. */
  sentence: string;
  /** What it is about: the question, the name of the chat. */
  subject?: string;
  /** Where it leads. */
  href?: string;
};

/** What the shell shows beside its links. */
export type ShownCounts = {
  unread: number;
  /** The newest of them. */
  latest?: ShownNotification;
  /** Questions to people that wait, for those who may answer. */
  questions?: number;
};
