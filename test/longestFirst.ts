import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What a file takes whose path begins so, milliseconds, roughly, with two others beside it on two cores: for a checkout whose tests have
 * not run yet. The first that fits holds.
 */
const ROUGHLY: [start: string, milliseconds: number][] = [
  ['test/docs/blocks', 180_000],
  ['test/faults/faults', 190_000],
  ['test/e2e/ledgerCommands', 100_000],
  ['test/corpus/corpus', 130_000],
  ['test/browser/', 80_000],
  ['test/e2e/', 70_000],
  ['test/corpus/', 65_000],
  ['test/workers/', 60_000],
  ['test/pipeline/film/', 50_000],
  ['test/stacks/rules/', 40_000],
  ['test/media/clips/', 30_000],
  ['test/cli/', 15_000],
  ['test/media/', 10_000],
  ['test/pipeline/', 10_000],
  ['test/stacks/', 10_000],
];

/** The files that take longest begin first, of whatever project, so that none of them is left alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files
      .map(file => ({ file, milliseconds: this.#millisecondsOf(file) }))
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .map(({ file }) => file);
  }

  /** As the last run measured it, if there was one. */
  #millisecondsOf({ project, moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    const measured = this.ctx.cache.getFileTestResults(`${project.name}:${path}`)?.duration;
    return measured ?? ROUGHLY.find(([start]) => path.startsWith(start))?.[1] ?? 0;
  }
}
