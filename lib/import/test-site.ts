import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CrawlOptions } from './import-pages';

/** What a page of a test site is: its HTML, or the parts of an answer. */
export type TestPage = string | { status?: number; type?: string; body?: string | Buffer; headers?: Record<string, string> };

export type TestSite = {
  origin: string;
  /** By path; changes are served from the next request on. */
  pages: Map<string, TestPage>;
  /** Paths that were asked for, in order. */
  asked: string[];
  requests: IncomingMessage[];
  /** How an import has to be run so that it finds this site. */
  options: CrawlOptions;
  close(): Promise<void>;
};

/** For tests: a web site at `wiki.test`, which IMPORT_ALLOW_PRIVATE_HOSTS has to name. */
export async function startTestSite(pages: Record<string, TestPage>): Promise<TestSite> {
  const site = { pages: new Map(Object.entries(pages)), asked: [] as string[], requests: [] as IncomingMessage[] };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    site.asked.push(path);
    site.requests.push(request);
    const page = site.pages.get(path) ?? { status: 404, body: 'nothing here' };
    const { status = 200, type = 'text/html; charset=utf-8', body = '', headers = {} } = typeof page === 'string' ? { body: page } : page;
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...site,
    origin: `http://wiki.test:${(server.address() as AddressInfo).port}`,
    options: { resolve: async () => [{ address: '127.0.0.1', family: 4 }], pause: 0 },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
