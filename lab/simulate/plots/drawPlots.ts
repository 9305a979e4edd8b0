import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Simulated } from '../scenarios/simulateAll.ts';
import { burstPlot } from './burstPlot.ts';
import { filmPlot } from './filmPlot.ts';
import { scalingPlot } from './scalingPlot.ts';

/** The plots as SVG, by name of file. */
export async function drawPlots({ sweep, scaling, bursts }: Simulated): Promise<Map<string, string>> {
  const plots: [string, TopLevelSpec][] = [
    ['film.svg', filmPlot(sweep)],
    ['scaling.svg', scalingPlot(scaling)],
    ['burst.svg', burstPlot(bursts)],
  ];
  const drawn = plots.map(async ([name, plot]): Promise<[string, string]> => [name, await draw(plot)]);
  return new Map(await Promise.all(drawn));
}

/** Without a canvas Vega guesses how wide a text is, on every machine alike. */
async function draw(plot: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile({ ...plot, background: 'white' }).spec), { renderer: 'none' });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
