import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf } from '../../lab/docs/markdown/anchors.ts';
import { type Link, linksOf } from '../../lab/docs/markdown/links.ts';
import { PAGES, ROOT } from '../../lab/docs/pages.ts';

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** What is wrong with a link; null for one that leads somewhere, or out of the repository. */
function wrongWith({ target }: Link, page: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const [path = '', anchor] = decodeURI(target).split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (path.startsWith('/') || relative('.', file).startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(ROOT, file))) return 'leads to no file';
  if (anchor === undefined) return null;
  if (statSync(join(ROOT, file)).isDirectory()) return 'leads to a heading of a folder';
  return anchorsOf(textOf(file)).has(anchor) ? null : 'leads to no heading';
}

describe.each(PAGES)('%s', page => {
  it('has only links that lead somewhere', () => {
    const wrong = linksOf(textOf(page)).flatMap(link => {
      const what = wrongWith(link, page);
      return what === null ? [] : [`${page}:${link.line}: ${link.target} ${what}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has nothing of a merge that was left half done', () => {
    expect(textOf(page).match(/^(?:<{7} .*|={7}|>{7} .*)$/gm)).toBeNull();
  });
});

it('a link that leads nowhere is found, by its line', () => {
  const text =
    '# A b: `c`\n\n[x](#a-b-c) [y](nowhere.md)\n`[no](link)`\n\n```\n[no](link)\n```\n[z]: docs/#a "t"\n';
  const wrong = linksOf(text).map(link => `${link.line} ${link.target} ${wrongWith(link, 'README.md')}`);
  expect([...anchorsOf(text)]).toEqual(['a-b-c']);
  expect(wrong).toEqual([
    '3 #a-b-c leads to no heading',
    '3 nowhere.md leads to no file',
    '9 docs/#a leads to a heading of a folder',
  ]);
});
