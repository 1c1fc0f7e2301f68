import net from 'node:net';

export type WatchedConnections = {
  /** Where this process wanted to connect to, as host:port, but for `allowed`. */
  foreign: string[];
  stop: () => void;
};

/** Notices every connection that this process opens, by whatever client, before its name is even looked up. */
export function watchConnections(allowedPorts: number[]): WatchedConnections {
  const foreign: string[] = [];
  const connect = net.Socket.prototype.connect;
  // Node normalises the arguments of net.connect into an array before it calls this.
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const [target] = (Array.isArray(given[0]) ? given[0] : given) as unknown[];
    const { host = 'localhost', port, path } = (typeof target === 'object' && target !== null ? target : { port: target }) as { host?: string; port?: unknown; path?: string };
    // What is no number is the path of a socket on this machine.
    if (path === undefined && Number.isInteger(Number(port)) && !allowedPorts.includes(Number(port))) foreign.push(`${host}:${String(port)}`);
    return Reflect.apply(connect, this, given) as net.Socket;
  } as typeof connect;
  return {
    foreign,
    stop: () => {
      net.Socket.prototype.connect = connect;
    },
  };
}
