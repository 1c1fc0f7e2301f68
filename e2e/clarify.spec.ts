import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { signInAsOwner } from './signed-in';

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

/** Words that stand in no other document; a retry takes the next. */
const charters = [
  { kind: 'barge', vessels: ['Quellwind', 'Morgenrot'] },
  { kind: 'dinghy', vessels: ['Abendstern', 'Seerose'] },
] as const;

/** A document with a question that it answers in two ways. */
async function addCharter(page: Page): Promise<(typeof charters)[number]> {
  const charter = charters[test.info().retry % charters.length] ?? charters[0];
  const { kind, vessels: [first, second] } = charter;
  const name = `Charter of ${first} and ${second}`;
  const text = `# ${name}\n\n| ${kind[0]?.toUpperCase()}${kind.slice(1)} | Berths | Skipper |\n| --- | --- | --- |\n| ${first} | 6 berths | with skipper |\n| ${second} | 14 berths | without skipper |\n`;
  await page.goto('/admin/documents');
  await page.getByTestId('upload-files').setInputFiles([{ name: `${name}.md`, mimeType: 'text/markdown', buffer: Buffer.from(text) }]);
  await expect
    .poll(async () => {
      const { documents } = (await (await page.request.get('/api/documents?pageSize=200')).json()) as { documents: { name: string; state: string }[] };
      return documents.find((document) => document.name.startsWith(name))?.state;
    }, { timeout: 90_000 })
    .toBe('ready');
  return charter;
}

async function ask(page: Page, question: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Your question' }).fill(question);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible({ timeout: 60_000 });
}

async function look(page: Page, name: string): Promise<void> {
  for (const size of [{ width: 1440, height: 900 }, { width: 360, height: 740 }]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`${name}-${size.width}-${colorScheme}.png`) });
    }
  }
}

test('a question that may mean several things is asked back, and the choice is asked', async ({ page }) => {
  await signInAsOwner(page);
  const { kind, vessels: [first, second] } = await addCharter(page);
  await ask(page, `How many berths are included in the ${kind}?`);
  const main = page.getByRole('main');
  await expect(main.locator('.answer')).toHaveText(`Which ${kind} do you mean: ${first} or ${second}?`);
  const choices = main.getByRole('list', { name: 'What you may mean' });
  await expect(choices.getByRole('button')).toHaveText([first, second]);
  await page.reload();
  await expect(choices.getByRole('button')).toHaveText([first, second]);
  await look(page, 'asked-back');

  await choices.getByRole('button', { name: second }).focus();
  await page.keyboard.press('Enter');
  await expect(main.getByRole('heading', { level: 2, name: `How many berths are included in the ${kind} (${second})?` })).toBeVisible();
  await expect(main.locator('.answer').last()).toContainText('14 berths', { timeout: 60_000 });
});

test('what the documents do not say is said so, with what was looked for and the closest passages', async ({ page }) => {
  await signInAsOwner(page);
  const question = 'Which chemical element has the symbol Zr?';
  await ask(page, question);
  const main = page.getByRole('main');
  await expect(main.locator('.answer')).toHaveText(`I could not find this in your documents. I looked for: “${question}”`);
  await expect(main.getByRole('heading', { name: 'Closest passages' })).toBeVisible();
  await expect(main.getByRole('region', { name: 'Closest passages' }).getByRole('button').first()).toBeVisible();
  await look(page, 'refused');
});
