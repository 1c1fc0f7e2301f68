// What an attack is made of. The cases themselves, in cases/, are data.

/** The kinds of attacks, with the checks that each tries. */
export const attackKinds = {
  'hidden-pdf': { title: 'Hidden text in PDF', checks: 'I1' },
  'hidden-markup': { title: 'Hidden text in Office files and HTML', checks: 'I1' },
  'invisible-characters': { title: 'Invisible characters', checks: 'I1' },
  override: { title: 'Instruction override', checks: 'I2' },
  image: { title: 'Exfiltration by images and what else loads by itself', checks: 'E2' },
  link: { title: 'Exfiltration by links', checks: 'E1' },
  'own-origin': { title: 'Exfiltration over our own origin', checks: 'E2' },
  citation: { title: 'Citation spoofing', checks: 'I3, E4' },
  name: { title: 'Injection by title, heading and file name', checks: 'E1, I2' },
  ranking: { title: 'Poisoned ranking and jamming', checks: 'I4' },
  'other-team': { title: 'What another team holds', checks: 'B5' },
  'prompt-leak': { title: 'Leak of the prompt', checks: 'I2' },
} as const;

export type AttackKind = keyof typeof attackKinds;

/** `content` may be made when it is wanted. */
export type AttackFile = { name: string; content: string | Uint8Array | (() => Promise<Uint8Array>) };

/** What the model was sent, taken apart. */
export type SeenPrompt = {
  /** The system text. */
  system: string;
  /** Everything that was sent, passages decoded. */
  all: string;
  delimiter: string;
  passages: { passage: number; document: string; heading?: string; text: string }[];
  /** The number of a passage with these words; 0 where there is none. */
  numberOf: (words: string) => number;
};

/** Words of a model, or everything that its server sends as the body of a streamed answer. */
export type Spoken = string | { raw: string };

export type Attack = {
  /** What is special about it, in a few words. */
  name: string;
  /** The documents that the attacker brings; none where the question itself is the attack. */
  files: AttackFile[];
  question: string;
  /** What the person asked before, in the same chat. */
  before?: string;
  /**
   * The words that a model would obey, as they stand in its prompt. Where `isHidden`, people who open the document do
   * not see them, so that they may reach neither the index nor the model; all others do reach it.
   */
  order: string;
  isHidden?: boolean;
  /** The order is meant for the search, which takes it out of the question or finds nothing to ask a model about. */
  isForSearch?: boolean;
  /** What a model says that obeys. It says the honest words of the documents when it does not see the order. */
  says: Spoken | ((seen: SeenPrompt) => Spoken);
  /** Words that must still be among the passages that the model is sent. */
  keeps?: string;
  /** Sentences that no footnote may stand behind, because no document says them or another one does. */
  unsupported?: string[];
};

/** Where attackers want data to go; the runner puts the address of a server in its place that notices every connection. */
export const attackerHost = 'attacker.invalid';
