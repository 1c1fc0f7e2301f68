// A question to a person, as those see it who may answer. Client-safe: types only.
import type { AskedPerson } from '@/lib/chats/chat-message';

export type ShownQuestion = Omit<AskedPerson, 'takenBy'> & {
  /** Who asked. */
  askedBy: string;
  /** Who is about to answer; `mine`: the viewer. */
  taken?: { by: string; mine: boolean; at: string };
};

export type QuestionPage = {
  questions: ShownQuestion[];
  /** How many there are of this kind. */
  total: number;
};
