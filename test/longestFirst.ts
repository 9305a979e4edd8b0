import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What files here take, milliseconds, roughly: for a checkout whose tests have not run yet. */
const ROUGHLY: [folder: string, milliseconds: number][] = [
  ['test/faults/faults', 80_000],
  ['test/docs/blocks', 60_000],
  ['test/corpus/', 50_000],
  ['test/e2e/', 30_000],
  ['test/media/', 10_000],
  ['test/pipeline/', 10_000],
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
    return measured ?? ROUGHLY.find(([folder]) => path.startsWith(folder))?.[1] ?? 0;
  }
}
