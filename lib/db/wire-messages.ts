// Cuts what a PostgreSQL client sends into messages. Frontend/backend protocol 3.0.

const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;
/** No statement of ours comes near; a length beyond it means that the stream is not this protocol. */
const longestMessage = 1_000_000_000;

export type WireMessage = {
  /** 'startup', 'refuse-encryption' and 'cancel' before the session begins, then the message's type letter. */
  type: string;
  bytes: Uint8Array;
};

/** What a startup message says of the connection, for example `user` and `application_name`. */
export function startupParameters(bytes: Uint8Array): Map<string, string> {
  // Length and protocol version come first; then names and values, each ended by NUL, and one more NUL.
  const words = Buffer.from(bytes).subarray(8).toString('utf8').split('\0');
  return new Map(words.flatMap((name, i) => (i % 2 === 0 && name !== '' ? [[name, words[i + 1] ?? ''] as const] : [])));
}

/** Takes bytes as they arrive and hands out complete messages, whatever the cuts between packets. */
export class WireReader {
  private pieces: Buffer[] = [];
  private size = 0;
  private started = false;

  /** The messages completed by these bytes. Throws when they cannot be this protocol. */
  read(data: Buffer): WireMessage[] {
    this.pieces.push(data);
    this.size += data.length;
    const messages: WireMessage[] = [];
    for (;;) {
      const header = this.started ? 5 : 8;
      if (this.size < header) return messages;
      const length = this.started ? 1 + this.peek(5).readInt32BE(1) : this.peek(8).readInt32BE(0);
      if (length < (this.started ? 5 : 8) || length > longestMessage) throw new Error('not the PostgreSQL protocol');
      if (this.size < length) return messages;
      const bytes = this.take(length);
      messages.push({ type: this.typeOf(bytes), bytes });
    }
  }

  private typeOf(bytes: Buffer): string {
    if (this.started) return String.fromCharCode(bytes[0] ?? 0);
    const code = bytes.readInt32BE(4);
    if (code === sslRequest || code === gssRequest) return 'refuse-encryption';
    if (code === cancelRequest) return 'cancel';
    this.started = true;
    return 'startup';
  }

  /** The first bytes, without taking them. Pieces are only joined as far as needed. */
  private peek(count: number): Buffer {
    const first = this.pieces[0];
    if (first && first.length >= count) return first;
    this.pieces = [Buffer.concat(this.pieces)];
    return this.pieces[0] ?? Buffer.alloc(0);
  }

  private take(count: number): Buffer {
    const whole = this.peek(count);
    this.pieces[0] = whole.subarray(count);
    this.size -= count;
    return whole.subarray(0, count);
  }
}
