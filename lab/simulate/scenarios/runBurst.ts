import { predictEncode } from '../../../media/plan/predict.ts';
import { functionVcpus } from '../../../pipeline/worker/vcpus.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { type Cloud, openCloud } from '../cloud/cloud.ts';
import { EventSource, type Invocation } from '../cloud/eventSource.ts';
import type { Ramp } from '../cloud/ramp.ts';
import { getSeconds, ledgerSeconds, putSeconds } from '../cloud/requests.ts';
import type { Numbers } from '../constants.ts';
import { coresOf, oneCoreOf } from '../film/cores.ts';
import { endsSeconds } from '../film/work.ts';
import { planFilm } from './runFilms.ts';

/** Clips that are all uploaded at the same moment, and each made by one invocation a rendition. */
export interface Burst {
  clips: number;
  /** Uniformly between, to the second. */
  seconds: { least: number; most: number };
  presets: VideoPreset[];
  memoryMb: number;
  /** Of each rendition's event source. */
  ramp: Ramp;
}

export interface BurstRun {
  /** From the uploads to each output, in order. */
  waits: number[];
  usd: number;
  coreSeconds: number;
  mostAtOnce: number;
}

/** What is known of a clip beforehand. */
interface Clip {
  sourceBytes: number;
  outputBytes: number;
  seconds: number;
}

export function runBurst(burst: Burst, seed: number, numbers: Numbers): BurstRun {
  const size = { memoryMb: burst.memoryMb, scratchMb: 512, architecture: 'x86_64' as const };
  const cloud = openCloud(seed, size, numbers);
  const { simulation, samples } = cloud;
  const waits: number[] = [];
  const lengths = Array.from({ length: burst.clips }, () =>
    Math.floor(samples.between(burst.seconds.least, burst.seconds.most + 1)),
  );
  for (const preset of burst.presets) {
    const clipOf = clipsOf(preset, burst.memoryMb, numbers);
    const source = new EventSource<number>(cloud, { ramp: burst.ramp, warm: 0 }, (length, invocation) =>
      make(cloud, clipOf(length), invocation, () => waits.push(simulation.now)),
    );
    for (const length of lengths) {
      const notice = samples.around(numbers.noticeSeconds, numbers.noticeSpread) + numbers.topicSeconds;
      cloud.bill.addAround();
      simulation.after(notice, () => source.send(length));
    }
  }
  simulation.run();
  const coreSeconds = cloud.bill.functionSeconds * functionVcpus(burst.memoryMb);
  return { waits, usd: cloud.bill.usd, coreSeconds, mostAtOnce: cloud.account.peak };
}

function make(cloud: Cloud, clip: Clip, invocation: Invocation, whenDone: () => void): void {
  const { numbers, samples, simulation } = cloud;
  const seconds =
    ledgerSeconds(cloud, numbers.ledgerWritesPerPiece, numbers.ledgerUnitsPerPiece) +
    getSeconds(cloud, clip.sourceBytes, 2) +
    samples.averaging(clip.seconds, numbers.encodeSpread) +
    putSeconds(cloud, clip.outputBytes);
  if (samples.chance(numbers.lossChance)) {
    simulation.after(samples.between(0, seconds), () => invocation.lose(numbers.leaseSeconds));
    return;
  }
  simulation.after(seconds, () => {
    whenDone();
    invocation.end();
  });
}

/** Worked out once a length. */
function clipsOf(preset: VideoPreset, memoryMb: number, numbers: Numbers): (seconds: number) => Clip {
  const known = new Map<number, Clip>();
  const cores = coresOf(memoryMb, numbers);
  return seconds => {
    const before = known.get(seconds);
    if (before) return before;
    const plan = planFilm(seconds, preset, numbers);
    const planning = numbers.planSeconds / oneCoreOf(memoryMb, numbers);
    const clip: Clip = {
      sourceBytes: seconds * numbers.sourceKbps * 125,
      outputBytes: seconds * preset.maxrateKbps * numbers.outputShare * 125,
      seconds: planning + predictEncode(plan, cores).seconds + endsSeconds(plan, cores),
    };
    known.set(seconds, clip);
    return clip;
  };
}
