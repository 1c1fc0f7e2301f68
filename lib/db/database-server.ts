// Serves one PGlite to many connections. All of them share its one session, so what belongs together must not be torn
// apart: a transaction, and the messages from Parse to Sync. Were two connections' messages mixed there, one would get
// the other's rows. (@electric-sql/pglite-socket, which takes turns message by message, does mix them.)
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { BackgroundShare } from './background-share';
import { backgroundName } from './background-work';
import { type CachedTurn, parseComplete, StatementCache } from './statement-cache';
import { startupParameters, type WireMessage, WireReader } from './wire-messages';

type Client = { socket: Socket; reader: WireReader; collected: Uint8Array[]; /** Nobody waits for its work. */ isBackground: boolean };
type Turn = { client: Client; messages: Uint8Array[]; /** The session stays this client's until its next turn. */ holds: boolean; /** By performance.now(). */ since: number };

export class DatabaseServer {
  private readonly server: Server;
  private readonly clients = new Set<Client>();
  private turns: Turn[] = [];
  /** Whose transaction or unfinished series of messages the session is in. */
  private owner: Client | undefined;
  private holding = false;
  /** Since when, by performance.now(): what the owner does between its statements keeps the others waiting, too. */
  private since: number | undefined;
  private running: Promise<void> | undefined;
  private closing = false;
  private readonly background = new BackgroundShare();
  private readonly statements: StatementCache;
  private wake: (() => void) | undefined;

  /** `keptStatements`: how many statements stay prepared. */
  constructor(
    private readonly database: PGlite,
    keptStatements?: number,
  ) {
    this.statements = new StatementCache(keptStatements);
    this.server = createServer((socket) => this.accept(socket));
  }

  listen(address: ListenOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(address, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  /** Ends all connections; a statement that runs is waited for, an open transaction is rolled back. */
  async close(): Promise<void> {
    this.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const client of this.clients) client.socket.destroy();
    this.wake?.();
    await closed;
    this.turns = [];
    await this.running;
    if (this.database.isInTransaction()) await this.database.exec('ROLLBACK');
  }

  private accept(socket: Socket): void {
    const client: Client = { socket, reader: new WireReader(), collected: [], isBackground: false };
    this.clients.add(client);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.leave(client));
    socket.on('data', (data) => {
      try {
        for (const message of client.reader.read(data)) this.collect(client, message);
      } catch {
        socket.destroy();
      }
    });
  }

  private collect(client: Client, { type, bytes }: WireMessage): void {
    // There is no encryption, no backend process to cancel in, and the session outlives every connection.
    if (type === 'refuse-encryption') return void client.socket.write('N');
    if (type === 'cancel' || type === 'X') return void client.socket.end();
    if (type === 'startup') client.isBackground = startupParameters(bytes).get('application_name') === backgroundName;
    client.collected.push(bytes);
    const isExtended = 'PBDEC'.includes(type);
    if (isExtended) return;
    this.turns.push({ client, messages: client.collected, holds: type === 'H', since: performance.now() });
    client.collected = [];
    this.wake?.();
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // Everything that arrived in one packet is collected before the first turn is chosen.
    await Promise.resolve();
    for (let turn = await this.nextTurn(); turn && !this.closing; turn = await this.nextTurn()) {
      this.owner = turn.client;
      const isContinued = this.holding;
      this.holding = turn.holds;
      this.since ??= performance.now();
      try {
        await this.take(turn, isContinued);
      } catch (error) {
        // Errors in SQL are answers; this one is PGlite's own. Nobody can tell how far it came.
        console.error('embedded database:', error);
        this.holding = false;
        turn.client.socket.destroy();
      }
      const end = performance.now();
      if (turn.client.isBackground) this.background.worked(this.since, end);
      else this.background.waitedFor(end);
      if (!this.isBound()) this.since = undefined;
    }
    this.running = undefined;
  }

  /** Whoever has the session, then those who are waited for, then the background; each in the order of arrival. */
  private async nextTurn(): Promise<Turn | undefined> {
    for (;;) {
      const bound = this.isBound();
      const index = bound ? this.turns.findIndex((turn) => turn.client === this.owner) : this.firstInTurn();
      const turn = this.turns[index];
      const wait = turn && !bound && turn.client.isBackground ? this.background.mayBeginAt(turn.since) - performance.now() : 0;
      if (wait <= 0 || this.closing) return turn && this.turns.splice(index, 1)[0];
      await this.untilWoken(wait);
    }
  }

  /** Whether the session must stay its owner's. */
  private isBound(): boolean {
    return this.holding || this.database.isInTransaction();
  }

  private firstInTurn(): number {
    const oldest = this.turns.findIndex((turn) => turn.client.isBackground);
    const waited = this.turns.findIndex((turn) => !turn.client.isBackground);
    const background = this.turns[oldest];
    return waited < 0 || (background && this.background.dueAt(background.since) <= performance.now()) ? oldest : waited;
  }

  /** A new turn wakes at once. */
  private untilWoken(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
    });
  }

  private take({ client, messages }: Turn, isContinued: boolean): Promise<void> {
    const answer = (data: Uint8Array) => {
      if (client.socket.writable) client.socket.write(Buffer.from(data));
    };
    return this.database.runExclusive(async () => {
      const dropped = isContinued ? undefined : this.statements.takeDropped(this.database.isInTransaction());
      if (dropped) await this.send([dropped], () => {});
      // People's searches and lists are planned each time: a plan for any team is the wrong one for a team a thousand times as large.
      const cached = client.isBackground && !isContinued ? this.statements.rewrite(messages) : undefined;
      if (cached && (await this.takeCached(cached, answer))) return;
      await this.send(messages, answer);
      this.statements.passed(messages);
    });
  }

  /** Returns false when nothing has happened yet, and the messages must be sent as the client wrote them. */
  private async takeCached(cached: CachedTurn, answer: (data: Uint8Array) => void): Promise<boolean> {
    const mayRepeat = !this.database.isInTransaction();
    let passOn: ((data: Uint8Array) => void) | undefined;
    let isTaken = true;
    await this.send(cached.messages, (data) => {
      if (!passOn) {
        const outcome = this.statements.answered(cached, Buffer.from(data));
        isTaken = outcome !== 'outdated' || !mayRepeat;
        passOn = isTaken ? answer : () => {};
        if (cached.isKnown) passOn(parseComplete);
      }
      passOn(data);
    });
    return isTaken;
  }

  /** All at once: each call into the database costs as much as reading a row. */
  private send(messages: Uint8Array[], onRawData: (data: Uint8Array) => void): Promise<void> {
    return this.database.execProtocolRawStream(Buffer.concat(messages), { onRawData });
  }

  private leave(client: Client): void {
    this.clients.delete(client);
    this.turns = this.turns.filter((turn) => turn.client !== client);
    void (async () => {
      await this.running;
      if (this.owner !== client || this.closing) return;
      if (this.holding) await this.database.execProtocolRaw(sync);
      if (this.database.isInTransaction()) await this.database.exec('ROLLBACK');
      this.owner = undefined;
      this.holding = false;
      this.since = undefined;
      this.running ??= this.run();
    })().catch((error: unknown) => console.error('embedded database:', error));
  }
}

/** Ends a series of messages whose sender has gone. */
const sync = new Uint8Array(['S'.charCodeAt(0), 0, 0, 0, 4]);
