import { accessTable } from '../lib/auth/access-table';
import { expect, owner, ownerState, test } from './portal';

// The portal has an owner, a team and their names to give away; nobody is signed in.
test.beforeAll(async ({ playwright, baseURL }) => {
  await ownerState(playwright, baseURL ?? '');
});

/** Ways in which a request is dressed up to slip past a check that stands in the wrong place. */
const disguises: { name: string; query?: string; headers?: Record<string, string> }[] = [
  { name: 'plain' },
  { name: 'RSC', headers: { rsc: '1' } },
  { name: '_rsc', query: '_rsc=1a2b3', headers: { rsc: '1' } },
  { name: 'prefetch', headers: { rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch' } },
  { name: 'segment prefetch', headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' } },
  { name: 'subrequest', headers: { 'x-middleware-subrequest': Array(5).fill('proxy').join(':') } },
  { name: 'nextjs-data', headers: { 'x-nextjs-data': '1' } },
  { name: 'parameters', query: 'nxtPid=1&nxtPtoken=1' },
  { name: 'forwarded', headers: { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': '127.0.0.1', 'x-original-url': '/', 'x-rewrite-url': '/' } },
];

const secrets = [owner.name, owner.email, owner.teamName];

for (const [way, access] of Object.entries(accessTable)) {
  const [method = '', pattern = ''] = way.split(' ');
  if (method === 'job') continue;
  const address = pattern.replace(/\[\w+\]/g, '019aa000-0000-7000-8000-000000000000');
  test(`A1: ${way} tells a stranger ${access === 'anyone' ? 'nothing about the team' : 'to sign in'}`, async ({ playwright, baseURL }) => {
    const stranger = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
    for (const disguise of disguises) {
      const request = {
        method: method === 'page' ? 'GET' : method,
        headers: { ...disguise.headers, ...(method === 'page' || method === 'GET' ? {} : { 'content-type': 'application/json' }) },
        maxRedirects: 0,
      };
      let answer = await stranger.fetch(`${address}${disguise.query ? `?${disguise.query}` : ''}`, request);
      // Next first sends a partial request to the address that caches can tell apart.
      const again = new URL(answer.headers().location ?? '/', baseURL);
      if (again.pathname === address && again.searchParams.has('_rsc')) answer = await stranger.fetch(again.href, request);
      const body = await answer.text();
      for (const secret of secrets) expect(body, disguise.name).not.toContain(secret);
      if (access === 'anyone') expect(answer.status(), disguise.name).toBeLessThan(500);
      else if (method === 'page') expect(leadsToSignIn(answer.status(), answer.headers().location, body), `${disguise.name}: ${answer.status()} ${body.slice(0, 300)}`).toBe(true);
      else expect(answer.status(), disguise.name).toBe(401);
    }
    await stranger.dispose();
  });
}

/** A redirect; or, where a page is fetched in parts, an answer that holds nothing but one. */
function leadsToSignIn(status: number, location: string | undefined, body: string): boolean {
  if (status === 307) return /^\/sign-in(\?|$)/.test(location ?? '');
  return status === 200 && (/NEXT_REDIRECT;\w+;\/sign-in/.test(body) || isRouteTree(body));
}

/** What Next answers to a prefetch before it has asked any page: the names of the path's segments, and nothing else. */
function isRouteTree(body: string): boolean {
  return body.trim().split('\n').every((line) => /^[1-9]\w*:\[\["children",\{"s":/.test(line) || /^0:\{"q":"[^"]*","i":false,/.test(line));
}

test('A1: odd spellings of a path open nothing', async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  for (const address of ['/index.rsc', '/account.rsc', '/admin/people.rsc', '//admin/people', '/%2e/admin/people', '/admin%2fpeople', '/ADMIN/people', '/admin/people/', '/_next/data/x/admin/people.json', '/api//people', '/api/people/', '/api/%70eople']) {
    const answer = await stranger.fetch(`${baseURL}${address}`);
    const body = await answer.text();
    for (const secret of secrets) expect(body, address).not.toContain(secret);
  }
  await stranger.dispose();
});

test('C7: an original is sent so that it can run and load nothing', async ({ page }) => {
  const bytes = Buffer.from('<h1>Rota</h1><p>Mondays.</p><script>document.title = "ran"</script>');
  const uploaded = await page.request.post('/api/uploads?name=Rota.html&onDuplicate=keep-both', { data: bytes });
  const { document } = (await uploaded.json()) as { document: { id: string } };
  const sent = await page.request.get(`/api/documents/${document.id}/file`);
  expect(await sent.body()).toEqual(bytes);
  expect(sent.headers()).toMatchObject({
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': expect.stringMatching(/^attachment;/),
    'x-content-type-options': 'nosniff',
  });
  await page.request.delete(`/api/documents/${document.id}`);
});

test('E3: every answer carries a policy that lets only own scripts run, with a nonce of its own', async ({ page, request }) => {
  const nonces = new Set<string>();
  for (const address of ['/', '/sign-in', '/no-such-page', '/api/teams', '/api/no-such-route']) {
    const headers = (await request.get(address)).headers();
    expect(headers['content-security-policy'], address).toMatch(/^default-src 'self'; script-src 'self' 'nonce-[\w=]+' 'strict-dynamic'; /);
    expect(headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' });
    nonces.add(/'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '');
  }
  expect(nonces.size).toBe(5);

  const complaints: string[] = [];
  page.on('console', (message) => /content security policy/i.test(message.text()) && complaints.push(message.text()));
  await page.goto('/');
  await page.waitForTimeout(1_500);
  expect(complaints).toEqual([]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="x" onerror="window.injected = true">';
    document.body.append(holder);
  });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});

test('P2: a damaged address is a bad request, on pages and routes', async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  for (const [method, address] of [['GET', '/join/%'], ['GET', '/chat/%00'], ['GET', '/documents/%c3%28'], ['POST', '/api/reset/%'], ['POST', '/api/join/%E0%A4%A']] as const) {
    const answer = await stranger.fetch(`${baseURL}${address}`, { method, headers: { 'content-type': 'application/json' } });
    expect([address, answer.status()]).toEqual([address, 400]);
  }
  await stranger.dispose();
});
