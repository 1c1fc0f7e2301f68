import { beforeAll, describe, expect, it } from 'vitest';
import { findLinks, isInSection, sectionOf } from './find-links';
import { pageName } from './page-name';
import { parseRobots, robotsOf } from './robots';
import { readSitemap } from './sitemap';

beforeAll(() => {
  Object.assign(process.env, { AUTH_SECRET: 'only-for-tests-0123456789-abcdefghijkl', DATABASE_URL: 'postgresql://localhost/none' });
});

const at = (path: string) => new URL(path, 'https://example.com');

describe('robots.txt', () => {
  it('the longest rule that matches decides, and a tie allows', () => {
    const robots = parseRobots('User-agent: *\nDisallow: /private\nAllow: /private/open # but\nDisallow: /*.pdf$\nDisallow: /a\nAllow: /a\n');
    expect(['/', '/private', '/private/x', '/private/open/1', '/x.pdf', '/x.pdf?y', '/a'].filter((path) => robots.allows(at(path)))).toEqual(['/', '/private/open/1', '/x.pdf?y', '/a']);
  });

  it('a group that names Footnote holds alone; several names share a group', () => {
    const robots = parseRobots('User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Footnote\nDisallow: /drafts\nCrawl-delay: 2\nSitemap: https://example.com/map.xml\n');
    expect([robots.allows(at('/x')), robots.allows(at('/drafts/1')), robots.pause, robots.sitemaps]).toEqual([true, false, 2, ['https://example.com/map.xml']]);
  });

  it('a site without one allows everything, one that cannot say allows nothing; a long pause is cut', () => {
    expect([robotsOf(404, '').allows(at('/x')), robotsOf(503, '').allows(at('/x')), robotsOf(200, '<html>').allows(at('/x'))]).toEqual([true, false, true]);
    expect(parseRobots('User-agent: *\nCrawl-delay: 86400').pause).toBe(10);
  });

  it('takes a pattern of many stars in its stride', () => {
    expect(parseRobots(`User-agent: *\nDisallow: ${'/*a'.repeat(5_000)}$`).allows(at(`/${'a'.repeat(20_000)}`))).toBe(true);
  });
});

describe('sitemap', () => {
  it('yields pages or further sitemaps, in any namespace, and nothing for other XML', () => {
    const pages = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="urn:image"><url><loc> https://example.com/a?b=1&amp;c=2 </loc><i:image><i:loc>https://example.com/x.png</i:loc></i:image></url><url><loc><![CDATA[https://example.com/b]]></loc></url></urlset>';
    expect(readSitemap(pages)).toEqual({ isIndex: false, addresses: ['https://example.com/a?b=1&c=2', 'https://example.com/b'] });
    expect(readSitemap('<sitemapindex><sitemap><loc>https://example.com/one.xml</loc></sitemap></sitemapindex>')).toEqual({ isIndex: true, addresses: ['https://example.com/one.xml'] });
    expect(readSitemap('<rss><channel><url><loc>https://example.com</loc></url></channel></rss>')).toBeUndefined();
    expect(readSitemap('<!doctype html><p>')).toBeUndefined();
  });

  it('C4: defines nothing and reads nothing else', () => {
    expect(readSitemap('<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>')).toBeUndefined();
  });
});

describe('links', () => {
  it('are those within the section, each once, whole', () => {
    const section = sectionOf(at('/docs/start.html'));
    const html = `<base href="/docs/sub/"><a href="one.html#x">1</a><a href="../two?utm_source=mail&page=2">2</a><a href="one.html">1</a><a href="/docs-old/">old</a>
      <a href="https://other.example/docs/">other</a><a href="mailto:a@example.com">mail</a><a rel="nofollow" href="no.html">no</a><a href="logo.png">logo</a><area href="/docs/">`;
    expect(findLinks(html, at('/docs/start.html'), section).map((url) => url.href)).toEqual(['https://example.com/docs/sub/one.html', 'https://example.com/docs/two?page=2', 'https://example.com/docs/']);
  });

  it('a section is a folder, or all that lies below a page', () => {
    expect([sectionOf(at('/docs/a.html')).path, sectionOf(at('/docs')).path, sectionOf(at('/')).path]).toEqual(['/docs/', '/docs', '/']);
    expect(['/docs', '/docs/', '/docs/a', '/docsx'].map((path) => isInSection(sectionOf(at('/docs')), at(path)))).toEqual([true, true, true, false]);
  });

  it('are found in markup of any depth', () => {
    expect(findLinks('<div>'.repeat(30_000) + '<a href="/x">x</a>', at('/'), sectionOf(at('/')))).toHaveLength(1);
  });
});

describe('names', () => {
  it.each([
    ['/guide/setup', 'text/html', '', 'guide/setup.html'],
    ['/docs/guide/setup.html', 'text/html', '/docs/', 'guide/setup.html'],
    ['/', 'text/html', '', 'example.com.html'],
    ['/index.php?title=Leave', 'text/html', '', 'index.php (title=Leave).html'],
    ['/raw/README.md', 'text/plain', '', 'raw/README.md'],
    ['/report', 'application/pdf', '', 'report.pdf'],
    ['/report.PDF', 'application/pdf', '', 'report.PDF'],
    ['/a%20b/%C3%A4.html', 'text/html', '', 'a b/ä.html'],
    ['/x.docx', 'application/octet-stream', '', 'x.docx'],
    ['/bad%ZZ', 'text/html', '', 'bad%ZZ.html'],
  ])('%s as %s below "%s" is %s', (path, type, below, name) => {
    expect(pageName(at(path), type, below)).toBe(name);
  });
});
