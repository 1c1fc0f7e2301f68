// Spares the embedded database what it would do again and again for the same statement: reading its text and planning it.
// Every connection shares one session, in which the names that clients give to prepared statements would collide, so they
// send each statement without a name. Those that come again get a name here, of which nobody else knows. After five
// times PostgreSQL goes over to one plan for all values, if that promises to be no dearer.

/** Statements that are kept; each takes the database some 30 KB. */
const mostStatements = 300;
/** Texts that are remembered because they came once: what never comes again (lists of many lengths, for example) is not kept. */
const mostSeen = 1_000;
/** Bytes of a text from which on it is always sent as it is. */
const longestText = 20_000;

/** What a client's messages have become. */
export type CachedTurn = {
  messages: Uint8Array[];
  name: string;
  key: string;
  /** The database knows the statement already: its Parse is left out, and must be answered in its place. */
  isKnown: boolean;
};

/** A statement that is read and planned once may be asked for by these words; all others go as they are. */
const kept = /^\s*(?:select|insert|update|delete|with|merge|values)\b/i;
/** What leaves the plans of others as they are. */
const harmless = /^\s*(?:(?:select|insert|update|delete|with|merge|values|begin|start|commit|end|rollback|abort|savepoint|release|lock|analyze|show|explain)\b|$)/i;

/** The result of a prepared statement would have other columns than before, or there is none of that name (SQLSTATE). */
const outdated = new Set(['0A000', '26000']);

/** Which statements the session has prepared, and which of them is the longest unused. */
export class StatementCache {
  /** By text and parameter types; the least recently used one first. */
  private readonly names = new Map<string, string>();
  private readonly seen = new Set<string>();
  private dropped: string[] = [];
  private last = 0;
  private isStale = false;

  constructor(private readonly most = mostStatements) {}

  /**
   * The messages to send in the place of a client's, up to Sync, where their statement is kept or worth keeping; undefined
   * where they are to be sent as they are. Only one statement with everything about it is taken: what is prepared now and
   * bound another time, and several statements in a row, are left alone.
   */
  rewrite(messages: Uint8Array[]): CachedTurn | undefined {
    const [parse, ...rest] = messages;
    if (this.isStale || !parse || typeOf(parse) !== 'P' || parse[5] !== 0 || parse.length > longestText) return undefined;
    if (!rest.some((message) => typeOf(message) === 'B') || typeOf(rest.at(-1)) !== 'S') return undefined;
    const text = Buffer.from(parse.buffer, parse.byteOffset + 6, parse.length - 6);
    const key = text.toString('latin1');
    const known = this.names.get(key);
    if (known === undefined && !(kept.test(key) && this.hasComeBefore(key))) return undefined;
    const name = known ?? `footnote_${++this.last}`;
    const renamed: Uint8Array[] = [];
    for (const message of rest) {
      const pieces = withName(message, name);
      if (!pieces) return undefined;
      renamed.push(...pieces);
    }
    if (known === undefined) renamed.unshift(framed('P', [nulEnded(name), text]));
    else this.keep(key, known);
    return { messages: renamed, name, key, isKnown: known !== undefined };
  }

  /** To be told how the database's answer begins. `outdated`: the statement must be prepared anew, and nothing else has happened. */
  answered({ key, name, isKnown }: CachedTurn, beginning: Buffer): 'fine' | 'outdated' {
    const { type, code = '' } = firstAnswer(beginning);
    if (!isKnown && type === '1') this.keep(key, name);
    else if (!isKnown) this.dropped.push(name);
    if (!isKnown || type !== 'E' || !outdated.has(code)) return 'fine';
    this.names.delete(key);
    this.dropped.push(name);
    return 'outdated';
  }

  /**
   * To be told of messages that were sent as they are. After what changes tables or settings nothing is kept until the
   * transaction has ended, and then everything is prepared anew: a plan would be for what is no more, and inside of a
   * transaction it would fail for good.
   */
  passed(messages: Uint8Array[]): void {
    if (!messages.every((message) => !'PQ'.includes(typeOf(message)) || isHarmless(message))) this.isStale = true;
  }

  /** What frees statements that are not kept any more, if there are any; to be asked between turns, with whether a transaction is open. */
  takeDropped(isInTransaction: boolean): Uint8Array | undefined {
    if (this.isStale && !isInTransaction) {
      this.dropped.push(...this.names.values());
      this.names.clear();
      this.isStale = false;
    }
    if (this.dropped.length === 0) return undefined;
    const closing = this.dropped.map((name) => framed('C', [Buffer.from('S'), nulEnded(name)]));
    this.dropped = [];
    return Buffer.concat([...closing, framed('S', [])]);
  }

  private keep(key: string, name: string): void {
    this.names.delete(key);
    this.names.set(key, name);
    for (const [oldest, unused] of this.names) {
      if (this.names.size <= this.most) break;
      this.names.delete(oldest);
      this.dropped.push(unused);
    }
  }

  private hasComeBefore(key: string): boolean {
    if (this.seen.delete(key)) return true;
    this.seen.add(key);
    for (const oldest of this.seen) {
      if (this.seen.size <= mostSeen) break;
      this.seen.delete(oldest);
    }
    return false;
  }
}

/** Says that a statement was read, as the database would. */
export const parseComplete = framed('1', []);

/** The type of the first message of an answer that is not a notice, and an error's code. */
function firstAnswer(bytes: Buffer): { type?: string; code?: string } {
  for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    const type = String.fromCharCode(bytes[at] ?? 0);
    if (type === 'N') continue;
    // Fields, each with a letter before it and NUL after it.
    const fields = type === 'E' ? bytes.toString('latin1', at + 5).split('\0') : [];
    return { type, code: fields.find((field) => field.startsWith('C'))?.slice(1) };
  }
  return {};
}

/** The message about the statement of this name instead of the one without; undefined where it is about another one, or none of the known kind. */
function withName(message: Uint8Array, name: string): Uint8Array[] | undefined {
  const type = typeOf(message);
  if (type === 'B') {
    const statement = message.indexOf(0, 5) + 1;
    // Values may be long: they are not copied here.
    return message[statement] === 0 ? [framed(type, [message.subarray(5, statement), nulEnded(name)], message.length - statement - 1), message.subarray(statement + 1)] : undefined;
  }
  if (type === 'D' && message[5] === 'S'.charCodeAt(0)) return message[6] === 0 ? [framed(type, [message.subarray(5, 6), nulEnded(name)])] : undefined;
  return 'DES'.includes(type) ? [message] : undefined;
}

/** Whether a message with SQL leaves plans alone. A semicolon inside of a text makes it harmful at worst. */
function isHarmless(message: Uint8Array): boolean {
  const start = typeOf(message) === 'P' ? message.indexOf(0, 5) + 1 : 5;
  const sql = Buffer.from(message).subarray(start, message.indexOf(0, start)).toString('latin1');
  return sql.split(';').every((one) => harmless.test(one));
}

function typeOf(message: Uint8Array | undefined): string {
  return String.fromCharCode(message?.[0] ?? 0);
}

/** A message of a type with its length, of which `follows` bytes come after it. */
function framed(type: string, parts: Uint8Array[], follows = 0): Uint8Array {
  const head = Buffer.alloc(5, type, 'latin1');
  head.writeInt32BE(4 + parts.reduce((sum, part) => sum + part.length, 0) + follows, 1);
  return Buffer.concat([head, ...parts]);
}

function nulEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}
