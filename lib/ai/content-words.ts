// Words that carry meaning, for judging overlap between a question, a claim and a sentence.
import { withoutSpaces } from './unspaced-scripts';

const stopWords = new Set(
  `a about after all also am an and any are aren as at be because been before being between both but by can could did do
  does doing don during each few for from further get got had has have having he her here hers him his how i if in into
  is isn it its just let like may me might more most must my need no nor not of off on once only or other our out over
  own please same shall she should so some such tell than that the their them then there these they this those through
  say says said to too under until up us very was we were what when where whether which while who whom whose why will with would you
  your
  aber als am an auch auf aus bei bin bis das dass dem den der des die doch du durch ein eine einem einen einer eines er
  es für gegen hat habe haben ich ihr im in ist ja kann kein keine man mein mich mir mit muss nach nicht noch nur oder
  ob sein sich sie sind so soll über um und uns von vor wann warum was wenn wer werden wie wir wird wo zu zum zur`
    .split(/\s+/)
    .filter(Boolean),
);

/**
 * Every word of a text in lower case, in order. Numbers keep their decimals: "2,500.00" and "3.5" are one word each. Where
 * words stand without spaces, each two characters in a row count as one.
 */
export function words(text: string): string[] {
  const spaced = text.normalize('NFKC').toLowerCase().match(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu) ?? [];
  return spaced.flatMap(withoutSpaces);
}

/** The words of a text that carry meaning, in order, reduced to a common form ("policies" and "policy" are the same). */
export function contentWords(text: string): string[] {
  return words(text)
    .map((word) => word.replace(/['’].*$/u, ''))
    .filter((word) => !stopWords.has(word) && (word.length > 1 || /\p{N}|\p{Lo}/u.test(word)))
    .map(commonForm);
}

// Only for comparing words with each other, so a form need not be a word: endings that English puts on nouns and verbs.
function commonForm(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let form = word;
  if (form.endsWith('ies') && form.length > 4) form = `${form.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh|z)es$/.test(form)) form = form.slice(0, -2);
  else if (form.endsWith('s') && !/(?:ss|us|is)$/.test(form)) form = form.slice(0, -1);
  for (const ending of ['ation', 'ment', 'ing', 'ed', 'er', 'ly', 'al']) {
    if (form.endsWith(ending) && form.length - ending.length >= 4) {
      form = form.slice(0, -ending.length);
      break;
    }
  }
  if (/([b-df-hj-np-tv-z])\1$/.test(form) && form.length > 4 && !/(?:ll|ss)$/.test(form)) form = form.slice(0, -1);
  if (form.endsWith('e') && form.length > 4) form = form.slice(0, -1);
  if (form.endsWith('y') && form.length > 4) form = `${form.slice(0, -1)}i`;
  return form;
}
