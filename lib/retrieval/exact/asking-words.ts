// Words that people ask with, rather than about: pronouns, auxiliaries, verbs of saying and knowing, and what answers
// are found in. In "Which page mentions the red ledger?" only the last two say what is looked for.
const askingWords = new Set(
  `a about above according actually after again all almost already also always am an and another any anybody anyone
  anything anywhere are aren around as ask asked asking asks at be because been before being below best better between
  both but by can cannot concerning contain contained contains could cover covered covers define defined definition
  describe described describes detail detailed details did do down document documentation documents does doing don done each
  either else ever every everything exact exactly example examples exist exists explain explained explains few file
  files find first for found from further get gets give given gives go going got had has have having he hear heard hello
  help her here hi him his how however i if important in into information is it its just keep kind know known let like
  list look looking looks make makes many matter may me mean meaning means mention mentioned mentions might more most
  much must my need needs no nobody none nor not nothing now of off often ok on once one only or other our out over own
  page pages paragraph part parts passage people perhaps person please point possible provide question quote read
  reading really refer reference refers regarding related relevant remember right said same say saying says section
  sections see seen sentence shall she should show shown shows simply since so some somebody someone something somewhere
  sort speak state stated states still such sum summarise summarize summary sure talk talked talking talks tell term terms
  text than thank thanks that the their them then there these they thing things think this those though through time to
  told too topic try under understand until up upon us use used using very want wanted wants was way we well went were
  what whatever when where whether which while who whom whose why will with within without wonder wondering word words
  work would write writes written wrote yes yet you your
  aber alle allem allen aller alles als also am an andere auch auf aus bei beim bin bis bist bitte da dabei damit dann
  das dass dein dem den denn der des die dies diese diesem diesen dieser dieses doch dokument dokumente dort du durch
  ein eine einem einen einer eines er erkläre erklären erwähnt es etwas finde finden für gegen genau gesagt gibt haben
  habe hat hatte hier ich ihr ihre im in informationen ist ja jede jeder kann kannst kein keine können man mehr mein
  meine mich mir mit muss nach nicht nichts noch nur ob oder ohne sagt sagen schon sehr sein seine seite sich sie sind
  so soll sollen sonst steht stelle text über um und uns unser unsere unter vom von vor wann war waren warum was weiß
  welche welchem welchen welcher welches wenn wer werden weshalb wessen wie wieso will wir wird wissen wo wurde wurden
  zeige zu zum zur`
    .split(/\s+/)
    .filter(Boolean),
);

/** Whether a word (in lower case) says that something is asked, and not what. */
export function isAskingWord(word: string): boolean {
  return askingWords.has(word);
}
