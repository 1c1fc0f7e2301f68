// Other words for the same: what can be rewritten in a sentence by rule, without a model, and stays true.

export type Random = () => number;

/** A way to say a sentence otherwise; gives it unchanged where it does not apply. */
type Rewriting = (sentence: string) => string;

const digitWords = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Said the other way only. */
const oneWay: [string, string][] = [
  ['in order to', 'to'], ['such as', 'like'], ['due to', 'because of'], ['is able to', 'can'], ['are able to', 'can'], ['as well as', 'and'],
  ['approximately', 'about'], ['prior to', 'before'], ['known as', 'called'], ['a number of', 'some'], ['however', 'still'], ['also', 'additionally'],
];
/** Said either way. */
const eitherWay: [string, string][] = [
  ['for example', 'for instance'], ['multiple', 'several'], ['many', 'numerous'], ['often', 'frequently'], ['large', 'big'], ['important', 'essential'],
  ['use', 'employ'], ['used', 'employed'], ['shows', 'displays'], ['began', 'started'], ['help', 'assist'], ['helps', 'assists'], ['needs', 'requires'],
  ['obtain', 'get'], ['buy', 'purchase'], ['allow', 'permit'], ['allows', 'permits'], ['created', 'made'], ['provides', 'offers'], ['choose', 'select'],
  ['modify', 'change'], ['modified', 'changed'], ['delete', 'remove'], ['deleted', 'removed'], ['ensure', 'make sure'], ['main', 'principal'],
  ['each', 'every'], ['currently', 'at present'], ['usually', 'normally'], ['located', 'situated'],
];

const contractions: [RegExp, string][] = [
  [/\b(do|does|did|is|are|was|were|has|have|should|would|could) not\b/g, "$1n't"],
  [/\bcannot\b/g, "can't"],
  [/\bit is\b/g, "it's"],
];

const rewritings: Rewriting[] = [
  // 1,000 → 1000
  (sentence) => sentence.replace(/\b(\d{1,3}),(\d{3})\b(?!,)/, '$1$2'),
  // 30 % ↔ 30 percent
  (sentence) => (/\d\s?%/.test(sentence) ? sentence.replace(/(\d)\s?%/, '$1 percent') : sentence.replace(/(\d) per ?cent\b/, '$1 %')),
  // 3 → three, three → 3
  (sentence) => sentence.replace(/(?<![\d.,$€£:/-])\b([2-9]|1[0-2])\b(?= [a-z])(?![.,:]\d)/, (_, digits: string) => digitWords[Number(digits)] ?? digits),
  (sentence) => sentence.replace(/\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/, (word) => String(digitWords.indexOf(word))),
  // "If A, B." → "B if A." The name of a person or a thing keeps its capital letter: only closed-class words lose theirs.
  (sentence) =>
    sentence.replace(/^(If|When|After|Before|Because|Although|While|Once|Unless) ([^,;:]{8,120}), ((?:you|the|a|an|it|they|this|these|we|he|she)\b[^;:]{8,200})\.$/, (_, link: string, first: string, then: string) => {
      return `${then.charAt(0).toUpperCase()}${then.slice(1)} ${link.toLowerCase()} ${first}.`;
    }),
  // "In 1999, X." → "X in 1999."
  (sentence) => sentence.replace(/^(In|On|At|By|During|Since|From) ([^,;:]{3,60}), (the|a|an|it|they|this|he|she)\b([^;:]{8,200})\.$/, (_, link: string, when: string, article: string, rest: string) => {
    return `${article.charAt(0).toUpperCase()}${article.slice(1)}${rest} ${link.toLowerCase()} ${when}.`;
  }),
  // What stands in brackets is left out, and so is what a last ", which …" adds.
  (sentence) => sentence.replace(/ \([^()]{2,80}\)/, ''),
  (sentence) => sentence.replace(/, which [^,;]{8,120}\.$/, '.'),
  (sentence) => contractions.reduce((text, [from, to]) => text.replace(from, to), sentence),
  (sentence) => swapped(sentence),
  (sentence) => sentence.replace(/^(The|A|An|This|These|They|It|You) /, (_, word: string) => `In short, ${word.toLowerCase()} `),
];

function swapped(sentence: string): string {
  const table = new Map([...oneWay, ...eitherWay, ...eitherWay.map(([one, other]): [string, string] => [other, one])]);
  return sentence.replace(new RegExp(`\\b(?:${[...table.keys()].join('|')})\\b`, 'g'), (found) => table.get(found) ?? found);
}

/** Says a sentence otherwise by up to four rules that apply to it, in random order; undefined where none does. */
export function paraphrase(sentence: string, random: Random): string | undefined {
  const order = rewritings.map((rewriting) => ({ rewriting, key: random() })).toSorted((a, b) => a.key - b.key);
  let text = sentence;
  let applied = 0;
  for (const { rewriting } of order) {
    const next = rewriting(text);
    if (next === text) continue;
    text = next;
    applied += 1;
    if (applied === 4) break;
  }
  return text === sentence ? undefined : text;
}
