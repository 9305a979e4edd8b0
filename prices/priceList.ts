/**
 * AWS's list prices on demand in us-east-1, USD, without free tiers, as the services' pricing pages stood in 2026-11. Other
 * regions differ by some per cent, and an account's discounts are not in it. The one place that prices are written down in.
 */
export const PRICES = {
  region: 'us-east-1',
  /** Year and month in which they were looked up. */
  asOf: '2026-11',
  lambda: {
    perGbSecond: { x86_64: 0.000_016_666_7, arm64: 0.000_013_333_4 },
    perRequest: 0.000_000_2,
    /** A provisioned poller of SQS, 1 MB/s: a guess by the event poller unit of Kafka, 0.185 for 20 MB/s. */
    perPollerHour: 0.009_25,
    scratchPerGbSecond: 0.000_000_030_9,
    /** Scratch that costs nothing, MB. */
    freeScratchMb: 512,
  },
  /** By the second, at least a minute, from when the image is fetched until the task has ended. */
  fargate: {
    perVcpuHour: { x86_64: 0.040_48, arm64: 0.032_38 },
    perGbHour: { x86_64: 0.004_445, arm64: 0.003_56 },
    /** Of the price on demand; AWS sets it by supply, "up to 70 % off". */
    spotShare: 0.3,
    scratchPerGbHour: 0.000_111,
    /** Scratch that costs nothing, MB. */
    freeScratchMb: 20_480,
    minSeconds: 60,
  },
  mediaConvert: {
    /** Basic tier, AVC, up to 30 frames a second, by output minute. */
    perMinute: { sd: 0.0075, hd: 0.015, uhd: 0.03 },
    /** Above 30 and up to 60 frames a second. */
    fastFactor: 2,
    fastAboveFps: 30,
    /** Lines (on the short side) from which on an output is HD, and above which it is UHD. */
    hdFromLines: 720,
    uhdAboveLines: 1080,
    minSeconds: 10,
    /** Minutes are billed in hundredths. */
    stepSeconds: 0.6,
  },
  s3: {
    /** PUT, COPY, POST and LIST. */
    perWrite: 0.000_005,
    /** GET, HEAD and all others; a DELETE costs nothing. */
    perRead: 0.000_000_4,
    /** Standard storage, up to 50 TB. */
    perGbMonth: 0.023,
    /** To the internet, up to 10 TB a month; within the region, and in, costs nothing. */
    perGbOut: 0.09,
  },
  /** Standard queues; a request is 64 KB. */
  sqs: { perRequest: 0.000_000_4 },
  /** Standard topics; what they deliver to queues and functions costs nothing. */
  sns: { perPublish: 0.000_000_5 },
  /** On demand; a write unit is a KB, a read unit 4 KB read consistently. */
  dynamoDb: { perWriteUnit: 0.000_000_625, perReadUnit: 0.000_000_125 },
  /** What functions print, standard class. */
  logs: { perGb: 0.5 },
  /** By the month: an alarm on one metric, a dashboard, a metric of one's own. */
  cloudWatch: { perAlarm: 0.1, perDashboard: 3, perMetric: 0.3 },
  /** By the hour, whether anybody uses it or not; what passes the gateway costs besides. */
  vpc: { perNatHour: 0.045, perAddressHour: 0.005, perNatGb: 0.045 },
  /** A key of one's own by the month. */
  kms: { perKey: 1 },
} as const;
