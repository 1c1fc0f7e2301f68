import { readFile } from 'node:fs/promises';
import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import { askQuestion } from './ask-question';
import { handbook } from './handbook';
import { expect, test } from './portal';

test('a chat and a single answer are saved, with the words and numbers of the screen', async ({ page }) => {
  test.setTimeout(180_000);
  await handbook(page);
  await askQuestion(page, 'How long is the warranty on a sit-stand desk?');
  const quote = (await page.getByRole('region', { name: 'Sources' }).locator('.font-serif').first().innerText()).slice(1, 40);
  const words = (await page.locator('.answer').first().innerText()).split(/\s/).slice(0, 3).join(' ');

  const save = async (menu: string, item: string) => {
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: menu, exact: true }).last().click();
    await page.getByRole('menuitem', { name: item }).last().click();
    const download = await waiting;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

  const word = await save('Save', 'Word document');
  expect(word.name).toBe('How long is the warranty on a sit-stand desk.docx');
  expect(flat((await mammoth.extractRawText({ buffer: word.bytes })).value)).toContain(words);
  const html = (await mammoth.convertToHtml({ buffer: word.bytes })).value;
  expect(flat(html.replaceAll(/<[^>]+>/g, ''))).toContain(quote);

  const pdf = await save('Save', 'PDF');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), { mergePages: true });
  expect(flat(text)).toContain(words);
  expect(flat(text)).toContain(quote);

  const markdown = (await save('Copy', 'Markdown')).bytes.toString();
  expect(markdown).toMatch(/\[\^1\]: .+: “/);
  expect(markdown).toContain('## How long is the warranty');
});
