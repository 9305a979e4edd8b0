import { CancelJobCommand, ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { ScratchDisk } from './inject/scratchDisk.ts';
import type { Tally } from './inject/tally.ts';
import { redriveTwice } from './redriveTwice.ts';
import type { FaultStack } from './stack/faultStack.ts';
import { urlOfQueue } from './stack/queues.ts';

export interface DisturbanceParts {
  stack: FaultStack;
  tally: Tally;
  disk: ScratchDisk | null;
  /** Starts the runtime again, for the so-manieth time. */
  start(run: number): Promise<void>;
  changePreset(): void;
}

/** How long a full disk stays so, milliseconds. */
const FULL_MS = 1_500;

/** What befalls the whole stack, by operators' hands and others, each after a source of its own. */
export class Disturbances {
  readonly #parts: DisturbanceParts;
  readonly #acts = new Map<number, (() => Promise<void>)[]>();
  #runs = 0;

  /** @param count of the sources */
  constructor(parts: DisturbanceParts, count: number) {
    this.#parts = parts;
    this.#plan(count);
  }

  /** Does what befalls it after this source has been uploaded. */
  async after(index: number): Promise<void> {
    for (const act of this.#acts.get(index) ?? []) await act();
  }

  #plan(count: number): void {
    const at = (share: number, act: () => Promise<void>) => {
      const index = Math.floor(share * count);
      this.#acts.set(index, [...(this.#acts.get(index) ?? []), act]);
    };
    for (const share of [0.2, 0.8]) at(share, () => this.#powerCut());
    at(0.5, () => this.#redeploy());
    at(0.65, () => this.#purge());
    for (let share = 0.1; share < 1; share += 0.15) at(share, () => this.#fillDisk());
    for (let share = 0.05; share < 1; share += 0.1) at(share, () => this.#cancel());
    at(0.9, () => redriveTwice(this.#parts.stack, this.#parts.tally));
  }

  /** kill -9 of the whole runtime. */
  async #powerCut(): Promise<void> {
    const { stack, start, tally } = this.#parts;
    await stack.kill();
    tally.add('runtime killed');
    await start(++this.#runs);
  }

  async #redeploy(): Promise<void> {
    const { stack, start, tally, changePreset: change } = this.#parts;
    await stack.stop();
    change();
    tally.add('operator: deployed a changed preset');
    await start(++this.#runs);
  }

  async #purge(): Promise<void> {
    const { stack, tally } = this.#parts;
    await stack.sqs.send(new PurgeQueueCommand({ QueueUrl: urlOfQueue(stack, 'fanreel-tiny') }));
    tally.add('operator: purged a queue');
  }

  /** A person cancels a job in MediaConvert's console. */
  async #cancel(): Promise<void> {
    const { stack, tally } = this.#parts;
    const { Jobs = [] } = await stack.mediaConvert.send(
      new ListJobsCommand({ Status: 'PROGRESSING', MaxResults: 20 }),
    );
    const [job] = Jobs;
    if (!job) return;
    const canceled = await stack.mediaConvert.send(new CancelJobCommand({ Id: job.Id })).catch(() => null);
    if (canceled) tally.add('managed: canceled');
  }

  async #fillDisk(): Promise<void> {
    const { disk, tally } = this.#parts;
    if (!disk) return;
    disk.fill(FULL_MS);
    tally.add('disk: scratch full');
  }
}
