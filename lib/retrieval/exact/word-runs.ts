/** Words of a question that stand in a text in the same order: `length` words from the `place`-th on (0-based). */
export type WordRun = { place: number; length: number };

/** The longest runs of a question's words that a text holds; none lies within another. */
export function wordRuns(question: string[], text: string[]): WordRun[] {
  const positions = new Map<string, number[]>();
  const asked = new Set(question);
  for (const [position, word] of text.entries()) {
    if (!asked.has(word)) continue;
    const list = positions.get(word);
    if (list) list.push(position);
    else positions.set(word, [position]);
  }
  const runs: WordRun[] = [];
  for (const [place, word] of question.entries()) {
    let length = 0;
    for (const position of positions.get(word) ?? []) {
      let same = 1;
      while (place + same < question.length && text[position + same] === question[place + same]) same += 1;
      length = Math.max(length, same);
    }
    const last = runs.at(-1);
    if (length > 0 && !(last && place + length <= last.place + last.length)) runs.push({ place, length });
  }
  return runs;
}
