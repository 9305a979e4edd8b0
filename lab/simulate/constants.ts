import { PRICES } from '../../prices/priceList.ts';
import { INVOCATIONS_A_POLLER } from '../../profiles/schema/pollers.ts';
/** A number of the model, and why it should be believed. */
export interface Constant {
  value: number;
  unit: string;
  /** Where it stands, or was measured; of a guess, what it is guessed from. */
  source: string;
  /** When that was so. */
  date: string;
  guess: boolean;
}

export const known = (value: number, unit: string, source: string, date: string): Constant => ({
  ...{ value, unit, source, date, guess: false },
});
export const guess = (value: number, unit: string, source: string): Constant => ({
  ...{ value, unit, source, date: '2026-11', guess: true },
});

const SCALING = 'AWS Lambda guide, "Configuring scaling behavior for SQS event source mappings"';
const MESSAGING = 'bitesizedserverless.com, "Serverless Messaging: Latency Compared", eu-west-1';
const S3_RATES = 'AWS re:Post, "HTTP 5xx errors from S3", of a partitioned prefix';

/** Every number that the simulator does not take from the product itself; `--constants` prints them. */
export const CONSTANTS = {
  vcpuSpeed: guess(
    1,
    'of a core of predict.ts',
    'both are threads of a server core; never measured on Lambda',
  ),
  serialShare: guess(0.03, 'of an encode', 'x264 and its decoder on more threads; none on one'),
  encodeSpread: guess(0.15, 'of the logarithm', 'pieces differ in content, environments in their neighbours'),
  accountConcurrency: known(1_000, 'invocations', 'AWS Lambda guide, "Lambda scaling behavior"', '2026-11'),
  environmentsPerSecond: known(
    100,
    'a function',
    'AWS Lambda guide, "Lambda scaling behavior": 1,000 in 10 s',
    '2026-11',
  ),
  coldStartSeconds: guess(0.7, 's, median', 'Node with the SDK bundled 0.2 to 0.5 s, and a layer of 80 MB'),
  coldStartSpread: guess(0.35, 'of the logarithm', 'so that the 99th percentile is some 1.6 s'),
  networkMbPerSecond: known(
    60,
    'MB/s each way',
    'medium.com/circuitpeople, "Serverless, large file downloads to S3": 53 to 62; both ways at once, rustysl.com, "Beyond S3 Archive Streaming": one function read and wrote 15 GB in 212 to 243 s, 62 to 71',
    '2026-06',
  ),

  pollersAtFirst: known(5, 'invocations', SCALING, '2026-11'),
  pollersAddedPerMinute: known(300, 'invocations', SCALING, '2026-11'),
  pollersAtMost: known(1_250, 'invocations', `${SCALING}; 1,000 with a maximum concurrency`, '2026-11'),
  provisionedPerPoller: known(
    INVOCATIONS_A_POLLER,
    'invocations',
    'AWS Lambda guide, "Lambda parameters for Amazon SQS"',
    '2026-11',
  ),
  provisionedAddedPerMinute: known(
    1_000,
    'invocations',
    'AWS News Blog on provisioned mode for SQS',
    '2025-11',
  ),
  provisionedUsdPerHour: guess(
    PRICES.lambda.perPollerHour,
    'USD a poller',
    '1 MB/s each, at the price of an event poller unit for Kafka: 0.185 for 20 MB/s',
  ),
  messageSeconds: known(0.016_2, 's, median', MESSAGING, '2022-09'),
  messageSpread: known(0.574, 'of the logarithm', `${MESSAGING}: 33.8 ms at the 90th percentile`, '2022-09'),
  topicSeconds: known(0.024, 's', `${MESSAGING}: 40 ms through SNS FIFO and SQS, less SQS`, '2022-09'),
  sendSeconds: guess(0.02, 's', 'a batch of 10, as a receive takes; its bytes come on top'),
  noticeSeconds: guess(
    1,
    's, median',
    'AWS S3 guide: "typically delivered in seconds, but can sometimes take a minute"',
  ),
  noticeSpread: guess(0.5, 'of the logarithm', 'so that the 95th percentile is 2.3 s'),

  firstByteSeconds: known(
    0.1,
    's, median',
    'kkc.github.io, "How I Analyze S3 Upload Latency Issues": 60 to 133 ms',
    '2020-03',
  ),
  firstByteSpread: guess(0.4, 'of the logarithm', 'so that the 99th percentile is 0.25 s'),
  getsPerSecond: known(5_500, 'requests', S3_RATES, '2026-11'),
  putsPerSecond: known(3_500, 'requests', S3_RATES, '2026-11'),
  copySeconds: guess(0.3, 's, median', 'UploadPartCopy of some 5 MB inside S3; no public figure was found'),
  completeSeconds: guess(
    0.5,
    's',
    'CompleteMultipartUpload of some hundred parts; no public figure was found',
  ),
  copiesAtOnce: known(32, 'requests', 'uploadParts of handlers/aws/s3', '2026-11'),
  sendsAtOnce: known(8, 'requests', 'the same, for parts that are fetched and sent', '2026-11'),
  headsAtOnce: known(40, 'requests', 'publishMerged of pipeline/film', '2026-11'),
  headReadBytes: known(65_536, 'bytes', 'readStaged of media/segments', '2026-11'),
  batchesAtOnce: known(8, 'requests', 'sqsPieceRequests of handlers/aws/messaging', '2026-11'),
  excerptRequestsAtOnce: known(40, 'requests', 'writeExcerpt of media/segments', '2026-11'),
  soundChunksPerSecond: guess(
    1,
    'a second of source',
    'recorders write a chunk of sound each half or whole second',
  ),

  ledgerSeconds: known(
    0.008,
    's, median',
    'AWS Database Blog, "Understanding Amazon DynamoDB latency": single-digit ms',
    '2026-11',
  ),
  ledgerSpread: guess(0.4, 'of the logarithm', 'so that the 99th percentile is 20 ms'),
  ledgerWritesPerPiece: guess(3, 'writes', "taken, ended, and the film's count"),
  ledgerUnitsPerPiece: guess(12, 'write units', 'an item of 1 KB, indexes of a few attributes'),
  leaseSeconds: known(
    60,
    's',
    "the profile production's leaseSeconds: a lost worker is missed after that",
    '2026-11',
  ),
  lossChance: guess(0.000_1, 'of an attempt', 'an environment that dies; AWS publishes no figure'),

  planSeconds: guess(0.5, 's', 'probe, plan and ledger of any source, on one core'),
  planSecondsPerHour: known(
    0.35,
    's an hour of film',
    'probe and measureSoundInPieces on one core here: 0.5 s of that hour, the first time 0.9; 0.1 s of a minute',
    '2026-11',
  ),
  probeRequests: known(
    3,
    'requests, one after the other',
    'probe of media/probe, of that hour: the head, the rest of its index, and 1 MB of data',
    '2026-11',
  ),
  indexBytesPerFrame: known(
    37,
    'bytes',
    'of an hour that ffmpeg wrote, 30 frames a second and AAC, interleaved as it does: 3.96 MB',
    '2026-11',
  ),
  pieceIndexBytesPerFrame: known(
    8.2,
    'bytes',
    'pieceIndexes of media/segments: 0.88 MB of 180 pieces of that hour',
    '2026-11',
  ),
  pieceIndexSecondsPerFrame: known(
    0.000_001,
    's',
    'the same on one core here: some 0.1 s of that hour, on a machine that had much else to do',
    '2026-11',
  ),
  mergedIndexBytesPerFrame: known(10, 'bytes', 'the same 210 pieces as one file: 1.1 MB', '2026-11'),
  indexSecondsPerFrame: known(
    0.000_000_5,
    's',
    'readSource of media/segments on one core here: 42 to 56 ms of that hour',
    '2026-11',
  ),
  sourceKbps: guess(8_000, 'kbit/s', 'what predict.ts was measured on'),
  sourceGopSeconds: guess(4, 's', 'recorders write 1 to 10; half of it is decoded for nothing a piece'),
  outputShare: guess(0.6, "of the preset's cap", 'crf 22 stays below it most of the time'),
  mergeSeconds: known(
    0.002_6,
    's a piece',
    'readStaged and mergePieces of media/segments on one core here: 0.54 s of 210 pieces of an hour, the first time',
    '2026-11',
  ),
} satisfies Record<string, Constant>;

/** The model's numbers, each of which a test may set. */
export type Numbers = Record<keyof typeof CONSTANTS, number>;

export function numbersOf(changed: Partial<Numbers> = {}): Numbers {
  const values = Object.entries(CONSTANTS).map(([name, { value }]) => [name, value]);
  return { ...(Object.fromEntries(values) as Numbers), ...changed };
}
