import { copyProject } from '../../support/project.ts';
import { dataFolder, RunningStack } from '../../support/runningStack.ts';
import { seedLedger } from '../commands/seedLedger.ts';
import { openPage } from './openPage.ts';

const SEED = 1;

/** As many as the dashboard holds, of two renditions each. */
const JOBS = 20_000;

/** After the first, for which the server has neither bundled the page nor read the ledger. */
const LOOKS = 3;

/** A turn of the wheel, pixels, and how many there are. */
const WHEEL_PX = 1_500;
const TURNS = 100;

/** The dashboard's page of 10,000 sources: how soon there are rows, and how long it holds up its reader while it scrolls. */
export async function benchPageSpeed(): Promise<string[]> {
  const project = copyProject();
  const stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  try {
    await seedLedger(stack.dynamo, JOBS, SEED);
    console.log(
      `a page of ${JOBS / 2} sources; target: rows within 1 s once the page is bundled, no task over 100 ms while it scrolls`,
    );
    for (let look = 0; look <= LOOKS; look += 1) console.log(await measure(stack, look));
    return [];
  } finally {
    await stack.stop();
    project.remove();
  }
}

async function measure({ endpoint }: RunningStack, look: number): Promise<string> {
  const { page, close } = await openPage();
  try {
    await page.goto(`${endpoint}/dashboard/`);
    await page.locator('.source').first().waitFor();
    const rowsMs = await page.evaluate<number>('rowsAt');
    await page.getByText(String((JOBS / 2).toLocaleString('en-US')), { exact: true }).waitFor();
    const allMs = await page.evaluate<number>('performance.now()');
    const loading = await longest(page);
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, WHEEL_PX);
    const scrolling = await longest(page);
    return `  ${look === 0 ? 'first look ' : `look ${look + 1}     `}rows after ${rowsMs.toFixed(0)} ms, all after ${allMs.toFixed(0)} ms; the longest task ${loading.toFixed(0)} ms meanwhile, ${scrolling.toFixed(0)} ms of ${TURNS} turns of the wheel`;
  } finally {
    await close();
  }
}

/** Of the tasks since it was asked last, milliseconds; 0 where none was over the browser's 50 ms. */
function longest(page: { evaluate<T>(script: string): Promise<T> }): Promise<number> {
  return page.evaluate<number>('Math.max(0, ...tasks.splice(0))');
}
