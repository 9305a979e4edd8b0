/** The embedded runtime in a process of its own, so that it can be killed; its functions reach it through the proxy. */
import type { EventBus } from '../../../local/mediaconvert/connectMediaConvert.ts';
import type { Workers } from '../../../local/start/startFunctions.ts';
import { startLocal } from '../../../local/start/startLocal.ts';
import { randomOf } from '../../support/random.ts';

export interface RuntimeOptions {
  projectDir: string;
  workers?: Workers;
  dataDir: string;
  port: number;
  functionEndpoint: string;
  seed: number;
  /** Of MediaConvert's events, the share that something happens to. */
  eventShare: number;
  /** Of those, a third never arrives; otherwise all come, twice or late. */
  losesEvents: boolean;
}

/** What it says on standard output, a JSON line each. */
export type RuntimeLine = { ready: true } | { fault: 'event-lost' | 'event-twice' | 'event-late' };

const LATE_MS = 3_000;

const options = JSON.parse(process.argv[2] ?? '{}') as RuntimeOptions;
const random = randomOf(options.seed);

const FAULTS = [
  ...(options.losesEvents ? (['event-lost'] as const) : []),
  ...(['event-twice', 'event-late'] as const),
];

const eventBus: EventBus = (event, deliver) => {
  if (!random.chance(options.eventShare)) return deliver(event);
  const fault = random.pick(FAULTS);
  say({ fault });
  if (fault === 'event-late') setTimeout(() => deliver(event), LATE_MS);
  if (fault === 'event-twice') for (const copy of [event, event]) deliver(copy);
};

const runtime = await startLocal({ ...options, eventBus });
const stop = () => void runtime.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.stdin.once('end', stop).resume();
say({ ready: true });

function say(line: RuntimeLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
