import type { LedgerJob } from '../../../contract/readJob.ts';
import { requestsUsdOf, secondsOf, usdOf, waitedSecondsOf, wastedUsdOf } from '../../ledger/figures.ts';

/** One job as a row, by column; what is not known is left empty. */
export function csvRow(job: LedgerJob) {
  const { source, output, failure, attempts } = job;
  const last = attempts.at(-1);
  return {
    key: source.key,
    version: source.version,
    sourceBytes: source.sizeBytes,
    rendition: job.rendition,
    batch: job.batch,
    state: job.state,
    engine: last?.engine ?? job.engine,
    attempts: attempts.length,
    queuedAt: job.message?.sentAt,
    beganAt: attempts[0]?.startedAt,
    endedAt: last?.endedAt,
    waitedSeconds: waitedSecondsOf(job) ?? undefined,
    seconds: rounded(secondsOf(job)),
    encodeSeconds: rounded(attempts.reduce((sum, { encodeSeconds }) => sum + (encodeSeconds ?? 0), 0)),
    billedSeconds: rounded(attempts.reduce((sum, { billedSeconds }) => sum + (billedSeconds ?? 0), 0)),
    usd: usdOf(job).toFixed(9),
    wastedUsd: wastedUsdOf(job).toFixed(9),
    requestsUsd: requestsUsdOf(job).toFixed(9),
    outputBucket: output?.bucket,
    outputKey: output?.key,
    outputBytes: output?.sizeBytes,
    outputSeconds: output?.durationSeconds,
    width: output?.width,
    height: output?.height,
    checksum: output?.checksum,
    failureClass: failure?.class,
    failureCode: failure?.code,
    failureMessage: failure?.message,
  };
}

export const CSV_COLUMNS: (keyof ReturnType<typeof csvRow>)[] = [
  ...(['key', 'version', 'sourceBytes', 'rendition', 'batch', 'state', 'engine', 'attempts'] as const),
  ...(['queuedAt', 'beganAt', 'endedAt', 'waitedSeconds', 'seconds', 'encodeSeconds'] as const),
  ...(['billedSeconds', 'usd', 'wastedUsd', 'outputBucket', 'outputKey', 'outputBytes'] as const),
  ...(['outputSeconds', 'width', 'height', 'checksum', 'failureClass', 'failureCode'] as const),
  // Behind all that files of earlier versions have.
  ...(['failureMessage', 'requestsUsd'] as const),
];

function rounded(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
