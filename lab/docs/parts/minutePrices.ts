import { predictEncode } from '../../../media/plan/predict.ts';
import { functionVcpus } from '../../../pipeline/worker/vcpus.ts';
import preset720 from '../../../presets/720p.ts';
import preset1080 from '../../../presets/1080p.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { containerCost } from '../../../prices/containerCost.ts';
import { functionCost } from '../../../prices/functionCost.ts';
import { mediaConvertCost } from '../../../prices/mediaConvertCost.ts';
import { PRICES } from '../../../prices/priceList.ts';
import production from '../../../profiles/production.ts';
import { MAX_TIMEOUT_SECONDS } from '../../../profiles/schema/containers.ts';
import { numbersOf } from '../../simulate/constants.ts';
import { markdownTable } from '../../simulate/report/markdownTable.ts';
import { planFilm } from '../../simulate/scenarios/runFilms.ts';

/** Long enough that what a job takes once is no part of it, seconds. */
const FILM_SECONDS = 3_600;

const WORKER = { vcpus: 2, memoryMb: 4_096, scratchMb: PRICES.fargate.freeScratchMb };
const { memoryMb, timeoutSeconds } = production.function;
const FUNCTION = { memoryMb, scratchMb: PRICES.lambda.freeScratchMb };

interface PricedPlace {
  where: string;
  /** Of so many seconds of video in that preset. */
  usd(preset: VideoPreset, seconds: number): number;
  /** Of one job, and how many cores it has; a service that takes any has none. */
  limits?: { seconds: number; vcpus: number };
}

const PLACES: PricedPlace[] = [
  ...(['x86_64', 'arm64'] as const).map(architecture => onLambda(architecture)),
  ...(['x86_64', 'arm64'] as const).map(architecture => onFargate(architecture, false)),
  ...(['x86_64', 'arm64'] as const).map(architecture => onFargate(architecture, true)),
  {
    where: 'MediaConvert, basic tier',
    usd: (preset, seconds) => mediaConvertCost(planOf(preset, seconds), seconds).usd,
  },
];

/** What a minute of video costs, by where it is made. */
export function minutePrices(): string {
  const aMinute = (place: PricedPlace, preset: VideoPreset) =>
    (place.usd(preset, FILM_SECONDS) / FILM_SECONDS) * 60;
  const [first] = PLACES;
  const table = markdownTable(
    [
      ...['where', '720p, USD a minute', '1080p, USD a minute', 'times the first'],
      'longest 1080p in one job, hours',
    ],
    PLACES.map(place => [
      ...[place.where, aMinute(place, preset720).toFixed(5), aMinute(place, preset1080).toFixed(5)],
      (aMinute(place, preset1080) / aMinute(first ?? place, preset1080)).toFixed(2),
      place.limits ? longestHours(place.limits).toFixed(1) : 'any',
    ]),
  );
  return `Of 1080p at 30 frames a second, at list prices in ${PRICES.region} as of ${PRICES.asOf}:\n\n${table}`;
}

function onLambda(architecture: 'x86_64' | 'arm64'): PricedPlace {
  const vcpus = functionVcpus(memoryMb);
  return {
    where: `Lambda, ${memoryMb.toLocaleString('en-US')} MB, ${architecture}`,
    usd: (preset, seconds) =>
      functionCost(encodeSeconds(preset, seconds, vcpus), { ...FUNCTION, architecture }).usd,
    limits: { seconds: timeoutSeconds, vcpus },
  };
}

function onFargate(architecture: 'x86_64' | 'arm64', spot: boolean): PricedPlace {
  const { vcpus } = WORKER;
  return {
    where: `Fargate${spot ? ' Spot' : ''}, ${vcpus} vCPUs, ${WORKER.memoryMb / 1_024} GB, ${architecture}`,
    usd: (preset, seconds) =>
      containerCost(encodeSeconds(preset, seconds, vcpus), { ...WORKER, architecture, spot }).usd,
    limits: { seconds: MAX_TIMEOUT_SECONDS, vcpus },
  };
}

function longestHours({ seconds, vcpus }: { seconds: number; vcpus: number }): number {
  return seconds / encodeSeconds(preset1080, FILM_SECONDS, vcpus);
}

function encodeSeconds(preset: VideoPreset, seconds: number, vcpus: number): number {
  return predictEncode(planOf(preset, seconds), vcpus).seconds;
}

function planOf(preset: VideoPreset, seconds: number) {
  return planFilm(seconds, preset, numbersOf());
}
