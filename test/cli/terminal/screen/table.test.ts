import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { Table, table } from '../../../../cli/terminal/screen/table.ts';
import { pretendScreen } from './pretendScreen.ts';

const { screen: pipe } = pretendScreen();
const KEY = [{ heading: 'KEY', overflow: 'start' as const }, { heading: 'STATE' }];

/** Of the family emoji several code points are one picture; the others are twice as wide as Latin, marks above letters, right to left. */
const NAMES = ['holiday.mp4', '映画祭の記録.mp4', '👨‍👩‍👧‍👦🏖️.mp4', 'é́clair.mp4', 'हिन्दी.mp4', 'عطلة.mp4'];

describe('a table', () => {
  it('has its columns aligned whatever script or emoji is in them', () => {
    const lines = table(
      KEY,
      NAMES.map(name => [name, 'complete']),
      { screen: pipe },
    );
    const before = lines.slice(1).map(line => stringWidth(line.slice(0, line.indexOf('complete'))));
    expect(new Set(before).size).toBe(1);
  });

  it('fits 80 columns where there is no terminal, and a terminal as wide as that is', () => {
    const rows = NAMES.map(name => [name.repeat(20), 'complete']);
    const widest = (place: Parameters<typeof table>[2]) =>
      Math.max(...table(KEY, rows, place).map(line => stringWidth(line)));
    expect(widest({ screen: pipe })).toBeLessThanOrEqual(80);
    expect(widest({ screen: pipe })).toBeGreaterThan(77);
    expect(widest({ screen: pretendScreen({ columns: 50 }).screen })).toBeLessThanOrEqual(50);
    expect(widest({ screen: pretendScreen({ columns: 50 }).screen, indent: '    ' })).toBeLessThanOrEqual(50);
  });

  it('leaves out the start of a key, which its folders are, and never the last characters', () => {
    const [, line] = table(KEY, [[`${'folder/'.repeat(20)}holiday.mp4`, 'complete']], { screen: pipe });
    expect(line).toMatch(/^….*holiday\.mp4 {2}complete$/);
  });

  it('goes on below where a column wraps', () => {
    const columns = [{}, { overflow: 'wrap' as const }];
    const lines = table(columns, [['why', 'word '.repeat(30).trim()]], { screen: pipe });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[1]).toMatch(/^ {5}word/);
  });

  it('shows nothing that steers a terminal, and in colour only what was meant to be', () => {
    const { screen } = pretendScreen({ columns: 80 });
    const rows = [['\x1b[2J\u202ea.mp4', { text: 'failed', style: 'red' as const }]];
    const [, coloured] = table(KEY, rows, { screen });
    const [, plain] = table(KEY, rows, { screen: pipe });
    expect(plain).toBe('\\x1b[2J\\u202ea.mp4  failed');
    expect(coloured).toBe('\\x1b[2J\\u202ea.mp4  \x1b[31mfailed\x1b[39m');
    expect(stripVTControlCharacters(coloured ?? '')).toBe(plain);
  });

  it('keeps its columns for the rows that come later, cut to their width', () => {
    const listing = new Table(KEY, [['a.mp4', 'failed']], { screen: pipe });
    expect(listing.lines([['a.mp4', 'failed']], { withHeading: true })).toEqual([
      'KEY    STATE',
      'a.mp4  failed',
    ]);
    expect(listing.lines([['longer.mp4', 'failed']])).toEqual(['….mp4  failed']);
  });
});
