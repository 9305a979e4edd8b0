import type { Coder } from './tryCoders.ts';

/** What a recording's grades are, by the coders' order. */
export interface Graded {
  recording: string;
  grades: number[];
}

/** As a table in Markdown, with the mean of each and how much worse and better than the first at most. */
export function describeGrades(coders: Coder[], graded: Graded[]): string {
  const of = (index: number) => graded.map(({ grades }) => (grades[index] ?? 0) - (grades[0] ?? 0));
  const mean = (index: number) =>
    graded.reduce((sum, { grades }) => sum + (grades[index] ?? 0), 0) / graded.length;
  const rows = [
    ['recording', ...coders.map(({ name, kbps }) => `${name}, ${kbps} kb/s`)],
    ['---', ...coders.map(() => '---:')],
    ...graded.map(({ recording, grades }) => [recording, ...grades.map(figure)]),
    ['mean', ...coders.map((_, index) => figure(mean(index)))],
    ['worse by, at most', ...coders.map((_, index) => figure(Math.max(0, -Math.min(...of(index)))))],
    ['better by, at most', ...coders.map((_, index) => figure(Math.max(0, ...of(index))))],
  ];
  return rows.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function figure(value: number): string {
  return value.toFixed(2);
}
