import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { MessageCitation } from '@/lib/chats/chat-message';
import { AnswerText } from './answer-text';

const citation: MessageCitation = { id: 'c1', number: 1, documentId: 'd', versionId: 'v', documentName: 'Travel "policy" <b>.pdf', start: 0, end: 5, quote: 'Words', page: 4 };
const render = (text: string) => renderToStaticMarkup(<AnswerText text={text} citations={[citation]} />);

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](https://evil.example/a.png)',
  '![x][r]\n\n[r]: https://evil.example/a.png',
  '[x](javascript:alert(1))',
  '[x](https://evil.example/?q=secret)',
  '[x][r]\n\n[r]: //evil.example',
  '<https://evil.example>',
  'www.evil.example and https://evil.example/path and a@evil.example',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="data:text/html,x" onclick="x()">y</a>',
  '<style>@import "https://evil.example"</style>',
  '<svg><use href="https://evil.example#x"/></svg>',
  '[^1]: ![x](https://evil.example/a.png)',
  '[x](/\\evil.example) [x](/\t/evil.example)',
  '| a |\n|---|\n| <img src=https://evil.example> |',
  '```html\n<img src=https://evil.example>\n```',
];
const allowed = new Set('div p h3 h4 em strong del blockquote ul ol li section table thead tbody tr th td pre code br hr span button svg rect path'.split(' '));

it.each(hostile)('E1, E2: %j leaves only allow-listed tags, no address and no handler', (text) => {
  const html = render(text);
  const tags = Array.from(html.matchAll(/<([a-z0-9]+)([^>]*)>/g));
  expect(tags.map((tag) => tag[1]).filter((name) => !allowed.has(name ?? ''))).toEqual([]);
  expect(tags.map((tag) => tag[2]).filter((attributes) => /\s(href|src|srcset|style|on\w+|action|formaction)=/.test(attributes ?? ''))).toEqual([]);
});

it('turns marks into buttons described by their quote, and leaves out marks without a citation', () => {
  const html = render('Take the train.[^1] Or not.[^2]');
  expect(html).toContain('aria-describedby="quote-c1"');
  expect(html).toContain('aria-label="Footnote 1: Travel &quot;policy&quot; &lt;b&gt;.pdf, p. 4"');
  expect(html).not.toContain('[^2]');
  expect(html.match(/<button/g)).toHaveLength(1);
});

it('shows code as written, marks included', () => {
  expect(render('`a[^1]`')).toContain('<code>a[^1]</code>');
});

it('keeps a mark on the line of its word, and marks that stand together together', () => {
  const html = render('Take the train.[^1][^1] Or walk.').replaceAll(/<button[^>]*>/g, '<button>');
  expect(html).toContain('Take the <span class="whitespace-nowrap">train.<button>1</button><button>1</button></span> Or walk.');
});

it('says behind a sentence that it was not found', () => {
  expect(render('Trains are free.[^0] Take one.[^1]')).toContain('free.</span> <span class="unsupported">not found in your documents</span>');
});
