import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insertPart } from '../../lab/docs/insertPart.ts';
import { ROOT } from '../../lab/docs/pages.ts';
import { WRITTEN_PAGES, writtenPage } from '../../lab/docs/writtenPage.ts';
import { drawPlots } from '../../lab/simulate/plots/drawPlots.ts';
import { PLOTS } from '../../lab/simulate/plots/writePlots.ts';
import { simulatedForDocs } from '../../lab/simulate/scenarios/simulateAll.ts';

describe.each(WRITTEN_PAGES)('%s', page => {
  it('is what "npm run docs" writes', async () => {
    expect(readFileSync(join(ROOT, page), 'utf8')).toBe(await writtenPage(page));
  });
});

it('docs/plots has what "npm run simulate -- --plots" draws, small enough for a repository', async () => {
  const plots = await drawPlots(simulatedForDocs());
  const committed = [...plots.keys()].map(name => [name, readFileSync(join(PLOTS, name), 'utf8')] as const);

  expect(readdirSync(PLOTS).sort()).toEqual([...plots.keys()].sort());
  expect(new Map(committed)).toEqual(plots);
  expect(committed.reduce((bytes, [, svg]) => bytes + svg.length, 0)).toBeLessThan(150_000);
});

describe('a generated part', () => {
  const page = 'before\n\n<!-- generated: x -->\nold\n<!-- end of x -->\nafter\n';

  it('takes the place between its marks and leaves what stands around them', () => {
    const written = insertPart(page, 'x', 'new\n');
    expect(written).toBe('before\n\n<!-- generated: x -->\n\nnew\n\n<!-- end of x -->\nafter\n');
    expect(insertPart(written, 'x', 'new')).toBe(written);
  });

  it.each([
    ['no marks', 'text'],
    ['its marks the wrong way round', '<!-- end of x --><!-- generated: x -->'],
    ['its marks twice', page + page],
  ])('is not written into a page with %s', (_, text) => {
    expect(() => insertPart(text, 'x', 'new')).toThrow(/each once/);
  });
});
