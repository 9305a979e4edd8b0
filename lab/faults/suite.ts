import { join } from 'node:path';
import type { Workers } from '../../local/start/startFunctions.ts';
import { removeScratchFolder, scratchFolder } from '../support/ending/scratchFolder.ts';
import { randomOf } from '../support/random.ts';
import { CamerasApi } from './clips/camerasApi.ts';
import { ClipWorkload, UNSTEADY } from './clips/clipWorkload.ts';
import { judgeClips } from './clips/judgeClips.ts';
import { comeToRest } from './comeToRest.ts';
import { WireProxy } from './inject/proxy.ts';
import { mountScratch } from './inject/scratchDisk.ts';
import { Tally } from './inject/tally.ts';
import { WorkerFaults } from './inject/workerFaults.ts';
import { checkInvariants, type Findings } from './invariants/checkInvariants.ts';
import type { Surroundings } from './invariants/judgeRendition.ts';
import { WrittenOutputs } from './invariants/writtenOutputs.ts';
import { redriveTwice } from './redriveTwice.ts';
import { changePreset, faultProject } from './stack/faultProject.ts';
import { openFaultStack } from './stack/faultStack.ts';
import { addWebhook } from './webhooks/addWebhook.ts';
import { judgeWebhooks } from './webhooks/judgeWebhooks.ts';
import { UnsteadyReceiver } from './webhooks/unsteadyReceiver.ts';
import { Workload } from './workload.ts';

export interface SuiteOptions {
  seed: number;
  /** About how many faults. */
  faults: number;
  /** A job is one source and one rendition. */
  jobs: number;
  /** Where renditions are made. */
  workers?: Workers;
  /** Containers take what is too long for functions, and MediaConvert nothing. @default false */
  longJobs?: boolean;
  log(line: string): void;
}

export interface SuiteResult extends Findings {
  tally: Tally;
  seconds: number;
  /** Kinds of fault that this machine does not allow. */
  leftOut: string[];
}

/** Requests of a job through the proxy, on the average of many runs; of these so many are hit. */
const REQUESTS_A_JOB = 34;

/** Of all faults those that befall requests; the others befall processes, disks, MediaConvert and operators. */
const WIRE_SHARE = 0.9;

/** Runs jobs through the local stack while faults are injected, then looks from outside what became of all. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const startedAt = performance.now();
  const dataDir = scratchFolder('faults');
  const scratch = join(dataDir, 'scratch');
  const disk = mountScratch(scratch);
  const tally = new Tally();
  let cuts: ClipWorkload | undefined;
  await using api = await CamerasApi.start(() => cuts?.recordings ?? [], {
    random: randomOf(options.seed + 3),
    tally,
  });
  await using receiver = await UnsteadyReceiver.start({ random: randomOf(options.seed + 5), tally });
  const { project, clips } = await faultProject(api.port, options);
  const stack = await openFaultStack(fault => tally.add(`managed: ${fault}`));
  const perRequest = options.faults / (options.jobs * REQUESTS_A_JOB);
  const workers = new WorkerFaults({
    seed: options.seed + 1,
    scratch,
    // Eight points a job, and a few faults that come on top.
    share: (perRequest * REQUESTS_A_JOB * (1 - WIRE_SHARE)) / 24,
    tally,
  });
  const written = new WrittenOutputs(path => !path.includes(`/${UNSTEADY}/`));
  const proxy = await WireProxy.start({
    target: stack.port,
    seed: options.seed,
    share: perRequest * WIRE_SHARE,
    onFault: fault => tally.add(`wire: ${fault}`),
    onRequest: workers.onRequest,
    onAnswer: answered => {
      workers.onAnswer(answered);
      written.note(answered);
    },
  });
  const start = (run: number) =>
    stack.start({
      ...{ projectDir: project.dir, dataDir, workers: options.workers ?? 'functions' },
      functionEndpoint: proxy.endpoint,
      seed: options.seed + 100 + run,
      eventShare: 0.3,
      losesEvents: true,
    });
  try {
    await start(0);
    const secret = await addWebhook(receiver.url, stack, project.dir);
    cuts = new ClipWorkload({ seed: options.seed + 4, stack, footage: clips.short, tally });
    await cuts.record();
    const clipWorkload = cuts;
    const workload = new Workload({
      seed: options.seed + 2,
      jobs: options.jobs,
      stack,
      clips,
      tally,
      disk,
      start,
      changePreset: () => changePreset(project),
      meanwhile: () => clipWorkload.askForOne(),
    });
    await workload.all();
    await cuts.settled();
    api.calm();
    proxy.calm();
    workers.calm();
    options.log(`${tally.total} faults injected; waiting for all to come to rest ...`);
    await comeToRest(stack, project.dir, options.log);
    // Until here: most is told while all comes to rest.
    receiver.calm();
    await redriveTwice(stack, tally);
    await comeToRest(stack, project.dir, options.log);
    const others = async (found: Surroundings) => [
      ...(await judgeClips(clipWorkload.asked, found)),
      ...judgeWebhooks(receiver.taken, secret, found),
    ];
    const findings = await checkInvariants({ stack, dataDir, sources: workload.sources, others, written });
    const leftOut = disk ? [] : ['disk: this user may not mount a tmpfs'];
    return { ...findings, tally, leftOut, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    workers.calm();
    await stack.close();
    await proxy.close();
    disk?.unmount();
    removeScratchFolder(dataDir);
    project.remove();
  }
}
