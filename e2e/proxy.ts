import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Proxy = {
  /** Address that leads to the portal through the proxy. */
  url: string;
  /** Breaks every connection, and refuses new ones until `mend`. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
};

/** A wire between a browser and the portal that a test can cut: the server goes on, the browser loses it. */
export async function startProxy(portal: string): Promise<Proxy> {
  const { hostname, port } = new URL(portal);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((browser) => {
    if (isCut) return void browser.destroy();
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [browser, far],
      [far, browser],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll();
      }),
  };
}
