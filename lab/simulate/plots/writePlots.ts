import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulatedForDocs } from '../scenarios/simulateAll.ts';
import { drawPlots } from './drawPlots.ts';

/** Where the docs' plots lie. */
export const PLOTS = join(import.meta.dirname, '../../../docs/plots');

/** Draws what the docs show; returns the files that it wrote. */
export async function writePlots(): Promise<string[]> {
  mkdirSync(PLOTS, { recursive: true });
  const plots = await drawPlots(simulatedForDocs());
  return [...plots].map(([name, svg]) => {
    writeFileSync(join(PLOTS, name), svg);
    return `docs/plots/${name}`;
  });
}
