import type { TwoWorkers, TwoWorkersPrediction } from '../scenarios/twoWorkers.ts';

/** How near a prediction has to come to a measured run, as a part of that. */
const ALLOWED_ERROR = 0.1;

export function twoWorkersText(inputs: TwoWorkers, prediction: TwoWorkersPrediction): string {
  const { pieces, seconds, bareSeconds } = prediction;
  const from =
    inputs.pieceEncodeSeconds === undefined
      ? 'the prediction that the router uses'
      : `one piece, which took ${inputs.pieceEncodeSeconds} s`;
  return [
    `${inputs.filmSeconds} s of 1080p to ${inputs.preset} by ${inputs.workers} workers with one core each, from ${from}:`,
    `  ${pieces} pieces, sound included: ${seconds.toFixed(1)} s (modelled)`,
    `  bare ffmpeg on one core: ${bareSeconds.toFixed(1)} s (modelled), so ${(seconds / bareSeconds).toFixed(3)}x of it`,
    ...errorLines(inputs, prediction),
  ].join('\n');
}

function errorLines({ measuredSeconds }: TwoWorkers, { error }: TwoWorkersPrediction): string[] {
  if (error === null) return [];
  const verdict = Math.abs(error) <= ALLOWED_ERROR ? 'within' : 'NOT within';
  return [
    `  measured: ${measuredSeconds?.toFixed(1)} s; the prediction is off by ${(error * 100).toFixed(1)} %, ${verdict} ${ALLOWED_ERROR * 100} %`,
  ];
}
