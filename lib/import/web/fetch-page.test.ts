// Checks D1–D3: nothing but web servers that a person may import from is ever connected to.
import { randomBytes } from 'node:crypto';
import http, { createServer, type RequestListener, type RequestOptions, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type TcpNetConnectOpts } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isBlocked, neverAddresses, privateAddresses } from './address-ranges';
import { checkUrl } from './check-url';
import { type FetchOptions, fetchPage } from './fetch-page';

const closing: (() => void)[] = [];

beforeAll(() => {
  Object.assign(process.env, {
    AUTH_SECRET: 'only-for-tests-0123456789-abcdefghijkl',
    DATABASE_URL: 'postgresql://localhost/none',
    IMPORT_ALLOW_PRIVATE_HOSTS: 'wiki.intra, 127.0.0.1:65000',
  });
});
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A server on the loopback address; `asked` is what it was asked for. */
async function serve(listener: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  return { port: await listen(server), asked };
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Every name stands for this machine; only wiki.intra may. */
const here: FetchOptions = { resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
const intra = (port: number, path = '/') => new URL(`http://wiki.intra:${port}${path}`);

describe('addresses', () => {
  it.each([
    'http://127.1/', 'http://127.0.0.1/', 'http://0x7f.1/', 'http://2130706433/', 'http://017700000001/', 'http://0177.0.0.1/', 'http://127。0。0。1/', 'http://①②⑦.⓪.⓪.①/',
    'http://localhost/', 'http://LOCALHOST/', 'http://ⓛocalhost/', 'http://localhost./', 'http://a.localhost/', 'http://127.0.0.1./', 'http://printer.local/', 'http://vault.internal/',
    'http://0.0.0.0/', 'http://0/', 'http://[::]/', 'http://[::1]/', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::7f00:1]/',
    'http://[::ffff:0:127.0.0.1]/', 'http://[64:ff9b::7f00:1]/', 'http://[64:ff9b:1::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[2001:0:7f00:1::]/', 'http://[fe80::1]/', 'http://[fc00::1]/', 'http://[fd12:3456::1]/', 'http://[ff02::1]/',
    'http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/', 'http://172.16.0.1/', 'http://172.31.255.255/', 'http://192.168.1.1/', 'http://100.64.0.1/', 'http://100.127.255.255/',
    'http://198.18.0.1/', 'http://224.0.0.1/', 'http://255.255.255.255/', 'http://192.0.0.8/',
  ])('D1: %s is refused by its spelling', (address) => {
    expect(() => checkUrl(address)).toThrow(expect.objectContaining({ code: 'forbidden:address' }));
  });

  it.each(['http://user@example.com/', 'http://user:secret@example.com/', 'http://127.0.0.1@example.com/', 'file:///etc/passwd', 'gopher://example.com/', 'ftp://example.com/', 'javascript:alert(1)', 'data:text/html,x', 'example.com', 'http://', 'http:///', ''])(
    'D1, D3: %s is no address that is imported from',
    (address) => {
      expect(() => checkUrl(address)).toThrow(expect.objectContaining({ code: 'bad_request:address' }));
    },
  );

  it.each(['https://example.com:22/', 'http://example.com:6379/', 'http://example.com:25/', 'http://wiki.example.com:5432/'])('D3: %s has a port of another service', (address) => {
    expect(() => checkUrl(address)).toThrow(expect.objectContaining({ code: 'forbidden:address' }));
  });

  it('D1: an ordinary address stays what it is, without its fragment', () => {
    for (const address of ['https://example.com/a?b=c', 'http://example.com:8080/', 'https://93.184.215.14/', 'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/']) {
      expect(checkUrl(`${address}#part`).href).toBe(address);
    }
    expect(checkUrl('https://example.com./x').href).toBe('https://example.com/x');
  });

  it('D1: a host that an administrator has named may be private, but never link-local', () => {
    expect(checkUrl('http://wiki.intra:3100/x').href).toBe('http://wiki.intra:3100/x');
    expect(checkUrl('http://127.0.0.1:65000/').href).toBe('http://127.0.0.1:65000/');
    expect(() => checkUrl('http://127.0.0.1:65001/')).toThrow(expect.objectContaining({ code: 'forbidden:address' }));
    expect(['10.0.0.1', '127.0.0.1', '::1', 'fd00::1'].filter((address) => isBlocked(neverAddresses, address))).toEqual([]);
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', '0.0.0.0', '::', 'no address']) expect([address, isBlocked(neverAddresses, address)]).toEqual([address, true]);
  });

  it('D1: no public address is taken for a private one', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001:82a::200e']) expect([address, isBlocked(privateAddresses, address)]).toEqual([address, false]);
  });
});

describe('connections', () => {
  it('D2: a name that stands for a private address is refused when it is connected to, and nothing is sent', async () => {
    const { port, asked } = await serve((_request, response) => response.end('secret'));
    const addresses = [
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '::ffff:127.0.0.1', family: 6 }],
      [{ address: '93.184.215.14', family: 4 }, { address: '10.0.0.1', family: 4 }],
    ];
    for (const found of addresses) {
      await expect(fetchPage(new URL('http://rebind.example:8080/'), { resolve: async () => found })).rejects.toMatchObject({ code: 'forbidden:address' });
    }
    // Named, and yet where clouds keep their secrets.
    await expect(fetchPage(intra(port), { resolve: async () => [{ address: '169.254.169.254', family: 4 }] })).rejects.toMatchObject({ code: 'forbidden:address' });
    expect(asked).toEqual([]);
  });

  it('D2: an answer of the resolver that changes is asked for once per connection, and judged each time', async () => {
    const { port, asked } = await serve((_request, response) => response.writeHead(302, { location: `http://rebind.example:8080/next` }).end());
    const answers = ['127.0.0.1', '127.0.0.1'];
    const resolve = async () => [{ address: answers.shift() ?? '93.184.215.14', family: 4 }];
    await expect(fetchPage(intra(port), { resolve })).rejects.toMatchObject({ code: 'forbidden:address' });
    expect([asked, answers]).toEqual([['/'], []]);
  });

  it.each([301, 302, 303, 307, 308])('D2: a redirect (%i) to a private address is not followed', async (status) => {
    const secret = await serve((_request, response) => response.end('secret'));
    const { port } = await serve((request, response) => response.writeHead(status, { location: new URL(request.url ?? '', 'http://x').searchParams.get('to') ?? '' }).end());
    for (const to of [`http://127.0.0.1:${secret.port}/`, `http://localhost:${secret.port}/`, `http://[::1]:${secret.port}/`, `http://other.example:${secret.port}/`]) {
      await expect(fetchPage(intra(port, `/?to=${encodeURIComponent(to)}`), here)).rejects.toMatchObject({ code: 'forbidden:address' });
    }
    await expect(fetchPage(intra(port, '/?to=file:///etc/passwd'), here)).rejects.toMatchObject({ code: 'bad_request:address' });
    expect(secret.asked).toEqual([]);
  });

  it('D2: three redirects are followed, a fourth is not', async () => {
    const { port } = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('there');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const page = await fetchPage(intra(port, '/3'), here);
    expect([page.url.pathname, page.body.toString()]).toEqual(['/0', 'there']);
    await expect(fetchPage(intra(port, '/4'), here)).rejects.toMatchObject({ code: 'unavailable:page' });
  });

  it('D2: the socket itself refuses a private address, were the lookup to fail us', async () => {
    const { port, asked } = await serve((_request, response) => response.end('secret'));
    const error = await new Promise<NodeJS.ErrnoException>((resolve, reject) => {
      const options: RequestOptions & Pick<TcpNetConnectOpts, 'blockList'> = { host: '127.0.0.1', port, agent: false, blockList: privateAddresses };
      http.get(options, () => reject(new Error('connected'))).on('error', resolve);
    });
    expect([error.code, asked]).toEqual(['ERR_IP_BLOCKED', []]);
  });
});

describe('answers', () => {
  it('D3: a body without end, announced or not, and one that unpacks to too much are cut off', async () => {
    const limits = { bytes: 100_000, time: 10_000 };
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { port } = await serve((request, response) => {
      if (request.url === '/announced') response.writeHead(200, { 'content-length': '1000000' }).write('x');
      else if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      else {
        const piece = randomBytes(50_000);
        const more = () => {
          while (!response.destroyed && response.write(piece));
        };
        response.on('drain', more);
        more();
      }
    });
    expect(bomb.length).toBeLessThan(limits.bytes);
    for (const path of ['/endless', '/announced', '/bomb']) await expect(fetchPage(intra(port, path), { ...here, limits })).rejects.toMatchObject({ code: 'too_large:page' });
  });

  it('D3: a server that says nothing, or a byte at a time, does not hold an import up', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/silent') return;
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const path of ['/silent', '/slow']) {
      await expect(fetchPage(intra(port, path), { ...here, limits: { bytes: 1_000, time: 300 } })).rejects.toMatchObject({ code: 'unavailable:page' });
    }
  });

  it('D3: what is no HTTP, broken compression and a switch of protocols are refused with a sentence', async () => {
    const tcp = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    await expect(fetchPage(intra(await listen(tcp)), here)).rejects.toMatchObject({ code: 'unavailable:page' });
    const { port } = await serve((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'));
    await expect(fetchPage(intra(port), here)).rejects.toMatchObject({ code: 'unavailable:page' });
    const switching = createTcpServer((socket) => socket.once('data', () => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')));
    await expect(fetchPage(intra(await listen(switching)), here)).rejects.toMatchObject({ code: 'unavailable:page' });
  });

  it('unpacks compressed pages, names their type, and asks for changes only', async () => {
    const { port } = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': 'Text/HTML; charset=utf-8', 'content-encoding': 'gzip', etag: '"1"' }).end(gzipSync('<p>hello</p>'));
    });
    const page = await fetchPage(intra(port), here);
    expect([page.status, page.contentType, page.body.toString(), page.etag]).toEqual([200, 'text/html', '<p>hello</p>', '"1"']);
    expect((await fetchPage(intra(port), { ...here, known: { etag: page.etag } })).status).toBe(304);
  });

  it('an aborted import ends with its own reason', async () => {
    const { port } = await serve(() => {});
    const stop = new AbortController();
    const fetched = fetchPage(intra(port), { ...here, signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(fetched).rejects.toThrow('stopped');
  });
});

afterAll(() => delete process.env.IMPORT_ALLOW_PRIVATE_HOSTS);
