/**
 * `npm run simulate [-- --seed 1 --runs 60 --clips 10000]`: films in pieces, bursts of clips and fleets of containers on AWS, as a
 * model of discrete events tells them. `-- --two-workers` predicts a run on this machine from one piece, `-- --constants` tells where
 * the model's numbers come from, `-- --plots` draws what the docs show.
 */
import { InvalidArgumentError, Option } from 'commander';
import { WorkError } from '../../failures/workError.ts';
import { anyWholeNumber, countFrom, script } from '../support/script.ts';
import { compareFleets } from './fleet/compareFleets.ts';
import { readInputs } from './readInputs.ts';
import { constantsText } from './report/constantsText.ts';
import { crowdText } from './report/crowdText.ts';
import { filmText } from './report/filmText.ts';
import { fleetText } from './report/fleetText.ts';
import { twoWorkersText } from './report/twoWorkersText.ts';
import { DOCS_SCALE, type Scale, simulateAll } from './scenarios/simulateAll.ts';
import { predictTwoWorkers } from './scenarios/twoWorkers.ts';

type Options = Pick<Scale, 'seed' | 'runs' | 'clips'> & {
  twoWorkers?: true | string[];
  constants?: true;
  plots?: true;
};

/** How much is simulated, which nothing else asks. */
const SCALED = ['seed', 'runs', 'clips'];

const command = script(
  'simulate',
  'films in pieces, bursts of clips and fleets of containers on AWS, modelled',
)
  .option('--seed <number>', 'of the first run', anyWholeNumber, DOCS_SCALE.seed)
  .option(
    '--runs <count>',
    'a row, of which the median is told; of sizes and doubts a quarter, of fleets a twelfth',
    countFrom(1),
    DOCS_SCALE.runs,
  )
  .option(
    '--clips <count>',
    'of the burst through functions; the loads of containers are as they are',
    countFrom(1),
    DOCS_SCALE.clips,
  )
  .addOption(
    new Option(
      '--two-workers [inputs...]',
      'predict a run on this machine from JSON files and name=value',
    ).conflicts(['constants', 'plots', ...SCALED]),
  )
  .addOption(
    new Option('--constants', "the model's numbers, each with its source").conflicts(['plots', ...SCALED]),
  )
  .addOption(new Option('--plots', 'draw the plots of the docs, with their seed').conflicts(SCALED))
  .parse();
const { twoWorkers, constants, plots, ...asked } = command.opts<Options>();

if (twoWorkers) predict(twoWorkers === true ? [] : twoWorkers);
else if (constants) console.log(constantsText());
else if (plots) await draw();
else {
  console.log(`MODELLED, not measured: seed ${asked.seed}, ${asked.runs} runs a row.\n`);
  const simulated = simulateAll({ ...DOCS_SCALE, ...asked });
  console.log(`${filmText(simulated)}\n\n${crowdText(simulated)}\n`);
  console.log(fleetText(compareFleets({ seed: asked.seed, runs: Math.ceil(asked.runs / 12) })));
}

/** Vega is loaded for this alone: it takes longer than all else. */
async function draw(): Promise<void> {
  const { writePlots } = await import('./plots/writePlots.ts');
  for (const file of await writePlots()) console.log(`wrote ${file}`);
}

function predict(given: string[]): void {
  try {
    const inputs = readInputs(given);
    console.log(twoWorkersText(inputs, predictTwoWorkers(inputs)));
  } catch (error) {
    // A film that the product would refuse is refused here, too.
    if (!(error instanceof InvalidArgumentError || error instanceof WorkError)) throw error;
    command.error(`error: --two-workers: ${error.message}`);
  }
}
