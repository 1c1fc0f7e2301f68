import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { handbook } from './handbook';
import { loadSamples, signInAsOwner } from './signed-in';

/** Every page that a person can open; a new page adds its line. `ready` is what must stand there before it is looked at. */
const pages: { path: string; ready: (page: Page) => Promise<void>; signedOut?: true }[] = [
  { path: '/', ready: (page) => expect(page.getByRole('region', { name: 'Questions these documents can answer' })).toBeVisible() },
  { path: '/chat/…', ready: (page) => expect(page.getByRole('region', { name: 'Sources' })).toBeVisible() },
  { path: '/chat/…?source=…', ready: (page) => expect(page.getByRole('complementary', { name: 'Reader' }).locator('mark').first()).toBeVisible() },
  { path: '/shared', ready: (page) => expect(page.getByRole('heading', { level: 1, name: 'Shared with me' })).toBeVisible() },
  { path: '/shared/…', ready: (page) => expect(page.getByRole('region', { name: 'Sources' })).toBeVisible() },
  { path: '/search?q=annual+leave', ready: hasHeading },
  { path: '/account', ready: hasHeading },
  { path: '/admin/documents', ready: hasHeading },
  { path: '/admin/documents/…', ready: (page) => expect(page.getByRole('button', { name: 'Actions for passage 1', exact: true })).toBeVisible() },
  { path: '/admin/documents/…#pdf', ready: (page) => expect(page.locator('.reader-page-text span').first()).toBeAttached() },
  { path: '/admin/documents/imports', ready: hasHeading },
  { path: '/admin/documents/imports/…', ready: (page) => expect(page.getByRole('row').nth(1)).toBeVisible() },
  { path: '/admin/feedback', ready: hasHeading },
  { path: '/admin/glossary', ready: hasHeading },
  { path: '/admin/health', ready: hasHeading },
  { path: '/admin/people', ready: hasHeading },
  { path: '/admin/quality', ready: (page) => expect(page.getByRole('heading', { level: 1, name: 'Quality' })).toBeVisible() },
  { path: '/admin/questions', ready: (page) => expect(page.getByRole('heading', { level: 1, name: 'Questions' })).toBeVisible() },
  { path: '/admin/retrieval', ready: hasHeading },
  { path: '/admin/retrieval?q=annual+leave', ready: (page) => expect(page.getByRole('heading', { name: 'Put together' })).toBeVisible() },
  { path: '/admin/settings', ready: hasHeading },
  { path: '/admin/usage', ready: (page) => expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible() },
  { path: '/notifications', ready: (page) => expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible() },
  { path: '/sign-in', ready: hasHeading, signedOut: true },
  { path: '/nowhere', ready: hasHeading },
];

const sizes = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

async function hasHeading(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
}

/** Address of an import of a page that nobody serves. */
async function failedImport(page: Page): Promise<string> {
  const started = await page.request.post('/api/imports', { data: { kind: 'page', url: 'http://127.0.0.1:9/' } });
  const known = (await (await page.request.get('/api/imports')).json()) as { imports: { id: string; kind: string }[] };
  const id = started.ok() ? ((await started.json()) as { id: string }).id : known.imports.find((one) => one.kind === 'page')?.id;
  return `/admin/documents/imports/${id}`;
}

let answered: { chat: string; source: string; shared: string } | undefined;

/** Addresses of a chat with an answer, of its first footnote, and of the chat as the team reads it. */
async function answeredChat(page: Page): Promise<NonNullable<typeof answered>> {
  if (answered) return answered;
  const chatId = crypto.randomUUID();
  const sent = await page.request.post('/api/chat', { data: { chatId, message: { text: 'How many days of annual leave do I have?' }, parentId: null } });
  await sent.body();
  const { messages } = (await (await page.request.get(`/api/chats/${chatId}`)).json()) as { messages: { parts: { type: string; id?: string }[] }[] };
  const citation = messages.flatMap((message) => message.parts).find((part) => part.type === 'data-citation');
  const { share } = (await (await page.request.put(`/api/chats/${chatId}/share`, { data: {} })).json()) as { share: { id: string } };
  answered = { chat: `/chat/${chatId}`, source: `/chat/${chatId}?source=${citation?.id}`, shared: `/shared/${share.id}` };
  return answered;
}

/** What axe finds, a line for each rule that is broken. */
async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** Waits until what fades in is there: on the way it has a colour of its own. */
async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(400);
}

test.describe('pages', () => {
  test.setTimeout(180_000);

  for (const { path, ready, signedOut } of pages) {
    test(`${path} is free of what axe finds, at three sizes, light and dark, and asks no other host`, async ({ page }) => {
      const strangers: string[] = [];
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') strangers.push(request.url());
      });
      let address = path;
      if (!signedOut) {
        await signInAsOwner(page);
        await loadSamples(page);
        if (path.endsWith('/imports/…')) address = await failedImport(page);
        if (['/admin/documents/…', '/admin/documents/…#pdf'].includes(path)) address = `/admin/documents/${(await handbook(page)).get(path.endsWith('pdf') ? 'travel-and-expenses.pdf' : 'office-handbook.txt')}`;
        if (path.startsWith('/shared/')) address = (await answeredChat(page)).shared;
        if (path.startsWith('/chat/')) address = (await answeredChat(page))[path.includes('source') ? 'source' : 'chat'];
      }
      for (const size of sizes) {
        const where = `${size.width} × ${size.height}`;
        await page.setViewportSize(size);
        await page.goto(address);
        await ready(page);
        await inScheme(page, 'light');
        const textInLight = await page.evaluate(() => getComputedStyle(document.body).color);
        expect(await findings(new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])), where).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `sideways scrolling at ${where}`).toBeLessThanOrEqual(0);
        // The dark page differs in its colours alone.
        await inScheme(page, 'dark');
        expect(await page.evaluate(() => getComputedStyle(document.body).color), where).not.toBe(textInLight);
        expect(await findings(new AxeBuilder({ page }).withRules(['color-contrast'])), `${where}, dark`).toEqual([]);
      }
      expect(strangers).toEqual([]);
    });
  }
});
