import { basename, parse } from 'node:path';
import { engineWords } from '../../../contract/compute/engineWords.ts';
import { HANDED_ON } from '../../../contract/compute/handedOn.ts';
import type { LedgerAttempt } from '../../../contract/readJob.ts';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import { incompleteWords } from '../../../media/plan/incomplete.ts';
import { requestsUsdOf, usdOf, waitedSecondsOf } from '../../ledger/figures.ts';
import type { PlannedJob } from '../../ledger/ledgerReader.ts';
import { stateStyle } from '../../ledger/stateStyle.ts';
import { clipRows } from '../../ledger/words/clipWords.ts';
import { droppedWords, heldWords } from '../../ledger/words/notRunWords.ts';
import { oneLine } from '../../terminal/printable.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { paint } from '../../terminal/screen/paint.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { shellLine } from '../../terminal/shellLine.ts';
import { formatBytes, formatSeconds, formatUsd } from '../../terminal/units.ts';
import { failureLines } from './failureLines.ts';

/** One job from its plan to its end, as lines for people. */
export function jobStory(job: PlannedJob): string[] {
  const { rendition, state, plan, attempts } = job;
  const decisions = plan?.decisions.map(({ what, choice, reason }) => [what, choice, reason]) ?? [];
  return [
    `${paint('bold', oneLine(rendition))}  ${paint(stateStyle(state), state)}`,
    ...table(DECISION_COLUMNS, decisions, { indent: '  ' }),
    ...table([{}, { overflow: 'wrap' }], factRows(job), { indent: '  ' }),
    ...(attempts.length > 0
      ? ['', ...table(ATTEMPT_COLUMNS, attempts.map(attemptRow), { indent: '  ' })]
      : []),
    ...failureLines(job).map(line => line && `  ${line}`),
    ...commandLines(job),
  ];
}

const DECISION_COLUMNS: Column[] = [{}, { overflow: 'wrap', least: 16 }, { overflow: 'wrap' }];

function factRows(job: PlannedJob): Cell[][] {
  const { state, engine, reason, released, predictedSeconds, output, warnings = [] } = job;
  const waited = waitedSecondsOf(job);
  const usd = usdOf(job);
  return [
    ...(engine ? [['engine', [engine, reason].filter(Boolean).join(': ')]] : []),
    ...clipRows(job).map(row => row.map(oneLine)),
    ...(state === 'held' ? [['held', heldWords(job)]] : []),
    ...(state === 'dropped' ? [['dropped', droppedWords(job)]] : []),
    ...(released ? [['released', `by ${released.by}, whatever it costs`]] : []),
    ...(predictedSeconds === undefined ? [] : [['predicted', formatSeconds(predictedSeconds)]]),
    ...(waited === null ? [] : [['in the queue', formatSeconds(waited)]]),
    ...(usd > 0 ? [['cost', costWords(usd, requestsUsdOf(job))]] : []),
    ...(output
      ? [
          ['output', `s3://${output.bucket}/${output.key}`],
          ['', outputFacts(output)],
        ]
      : []),
    ...warnings.map(warning => ['warning', { text: oneLine(warning), style: 'yellow' as const }]),
  ];
}

/** Attempts of earlier versions do not tell what was asked of AWS. */
function costWords(usd: number, requestsUsd: number): string {
  const requests = requestsUsd > 0 ? `, ${formatUsd(requestsUsd)} of it for requests` : '';
  return `${formatUsd(usd)} USD at list prices${requests}`;
}

function outputFacts(output: NonNullable<PlannedJob['output']>): string {
  const { width, height, durationSeconds, sizeBytes, checksum, incomplete } = output;
  return [
    width === undefined ? '' : `${width}x${height}`,
    durationSeconds === undefined ? '' : formatSeconds(durationSeconds),
    sizeBytes === undefined ? '' : formatBytes(sizeBytes),
    checksum ?? '',
    incomplete ? incompleteWords(incomplete) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

const ATTEMPT_COLUMNS: Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'BEGAN' },
  { heading: 'ENGINE', overflow: 'wrap' },
  { heading: 'OUTCOME', overflow: 'wrap', least: 16 },
  ...['SECONDS', 'ENCODE', 'USD'].map(heading => ({ heading, align: 'right' as const })),
];

function attemptRow(attempt: LedgerAttempt, index: number): Cell[] {
  const { number = index + 1, startedAt, outcome = '', seconds, encodeSeconds, usd } = attempt;
  const isBad = outcome !== '' && outcome !== 'complete' && outcome !== HANDED_ON;
  return [
    String(number),
    `${startedAt.slice(0, 19)}Z`,
    engineWords(attempt) ?? '',
    isBad ? { text: outcome, style: 'red' } : outcome || 'under way',
    seconds?.toFixed(1) ?? '',
    encodeSeconds?.toFixed(1) ?? '',
    usd === undefined ? '' : formatUsd(usd),
  ];
}

/** What makes the same of a copy of the source here; images take several runs. */
function commandLines({ plan, source, rendition }: PlannedJob): string[] {
  if (plan?.kind !== 'video') return [];
  const input = basename(source.key);
  try {
    const args = ffmpegArgs(plan, { input, output: `${parse(input).name}.${rendition}.${plan.container}` });
    return ['', shellLine(['ffmpeg', ...args])];
  } catch {
    // A plan that an older version wrote may lack what this one's command needs.
    return [];
  }
}
