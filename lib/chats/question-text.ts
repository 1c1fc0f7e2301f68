import { AppError } from '@/lib/errors/app-error';

/** Longest question in characters. */
export const longestQuestion = 8_000;

// Characters that a person cannot see and did not type: tags, selectors without a character to choose the look of,
// zero-width and direction marks, fillers, controls. Joiners stay, because scripts and emoji need them.
const invisible =
  /(?![\t\n])[\p{Cc}\u00ad\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}]|\u034f|\u17b4|\u17b5|(?<!\p{Script=Han})[\u{e0100}-\u{e01ef}]+/gu;

/** A question as it is kept. Throws `bad_request:question` when it is empty, `too_large:question` when it is too long. */
export function questionText(typed: string): string {
  const text = typed.toWellFormed().replaceAll('\r\n', '\n').replace(invisible, '').trim();
  if (text === '') throw new AppError('bad_request:question', 'Write a question first.');
  if (text.length > longestQuestion) {
    throw new AppError(
      'too_large:question',
      `This question has ${text.length.toLocaleString('en')} characters; the limit is ${longestQuestion.toLocaleString('en')}. Shorten it, or upload the long part as a document.`,
    );
  }
  return text;
}

const longestTitle = 60;

/** A chat's title: its first question on one line, shortened at a word. */
export function titleOf(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '');
  const atWord = cut.replace(/\s\S*$/, '');
  return `${atWord.length > 20 ? atWord : cut}…`;
}
