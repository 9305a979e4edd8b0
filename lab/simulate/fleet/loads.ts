import { predictEncode } from '../../../media/plan/predict.ts';
import preset1080 from '../../../presets/1080p.ts';
import type { ScalingLimits } from '../../../workers/desiredWorkers.ts';
import { type Numbers, numbersOf } from '../constants.ts';
import type { Samples } from '../engine/samples.ts';
import { planFilm } from '../scenarios/runFilms.ts';
import type { Message } from './workers/queue.ts';

/** What comes to a rendition's queue. */
export interface FleetLoad {
  name: string;
  limits: ScalingLimits;
  /** It is looked at for so long at the least: who has workers that wait pays for them. */
  seconds: number;
  /** In the order of their time. */
  messages(samples: Samples): Message[];
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** A worker has so many cores. */
export const WORKER_VCPUS = 2;

export const FLEET_LOADS: FleetLoad[] = [
  {
    name: '10,000 clips of 8 to 30 s at once, up to 100 workers',
    limits: { maxWorkers: 100, messagesAWorker: 3 },
    seconds: 2 * HOUR,
    messages: samples => range(10_000).map(() => clip(0, samples)),
  },
  {
    name: 'a clip of 8 to 30 s every four minutes of a day, up to 10 workers',
    limits: { maxWorkers: 10, messagesAWorker: 3 },
    seconds: DAY,
    messages: samples => arrivals(DAY, 240, samples).map(at => clip(at, samples)),
  },
  {
    name: '20 films of one to three hours and 500 clips at once, up to 20 workers',
    limits: { maxWorkers: 20, messagesAWorker: 3 },
    seconds: 8 * HOUR,
    messages: samples => [
      ...range(20).map(() => film(0, samples)),
      ...range(500).map(() => clip(0, samples)),
    ],
  },
  {
    name: 'a film of one to three hours every ten minutes of a day, up to 20 workers',
    limits: { maxWorkers: 20, messagesAWorker: 3 },
    seconds: DAY,
    messages: samples => arrivals(DAY, 600, samples).map(at => film(at, samples)),
  },
  {
    name: '200 clips of recordings that are to come within three hours, asked for every five minutes',
    limits: { maxWorkers: 20, messagesAWorker: 3 },
    seconds: 4 * HOUR,
    messages: samples =>
      range(200).map(() => {
        const putOffs = range(1 + Math.floor(samples.between(0, 36))).map(() => 300);
        return { ...clip(0, samples), putOffs };
      }),
  },
];

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** When something comes that comes by chance every so many seconds. */
function arrivals(seconds: number, everySeconds: number, samples: Samples): number[] {
  const times: number[] = [];
  for (let at = 0; ; ) {
    at -= Math.log(1 - samples.between(0, 1)) * everySeconds;
    if (at >= seconds) return times;
    times.push(at);
  }
}

const NUMBERS: Numbers = numbersOf();
const A_SECOND = secondsOf(60) / 60;

function clip(sentAt: number, samples: Samples): Message {
  return { sentAt, putOffs: [], seconds: workSeconds(samples.between(8, 30), samples) };
}

function film(sentAt: number, samples: Samples): Message {
  return { sentAt, putOffs: [], seconds: workSeconds(samples.between(HOUR, 3 * HOUR), samples) };
}

function workSeconds(seconds: number, samples: Samples): number {
  return samples.averaging(NUMBERS.planSeconds + seconds * A_SECOND, NUMBERS.encodeSpread);
}

function secondsOf(seconds: number): number {
  return predictEncode(planFilm(seconds, preset1080, NUMBERS), WORKER_VCPUS).seconds;
}
