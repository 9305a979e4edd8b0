/** Where the functions' own metrics are found in CloudWatch. */
export const METRICS_NAMESPACE = 'fanreel';

/** What tells one series of a metric from another: the deployment (`service`), and within it the rendition. */
export type MetricDimension = 'service' | 'rendition';

interface MetricKind {
  unit: 'Count' | 'Seconds' | 'NoUnit';
  dimensions: readonly MetricDimension[];
  meaning: string;
}

/**
 * Every metric that the functions emit. Alarms and the dashboard name theirs from here; a test holds that each which
 * they watch is emitted.
 */
export const METRICS = {
  'jobs-complete': perRendition('Count', 'An output was checked and published.'),
  'jobs-submitted': perRendition(
    'Count',
    'MediaConvert took a job, it was cut into pieces, or put before containers.',
  ),
  'jobs-already-complete': perRendition(
    'Count',
    'Asked for again; the output was there, and nothing was made.',
  ),
  'jobs-already-submitted': perRendition(
    'Count',
    'Asked for again while MediaConvert works on it, its pieces are made, or it waits for a container.',
  ),
  'jobs-held': perRendition(
    'Count',
    'Over a budget: not made unless somebody lets it go, or the budget does.',
  ),
  'jobs-pending': perRendition('Count', 'A look for the recordings of a clip found that some are missing.'),
  'jobs-not-available': perRendition('Count', 'The recordings of a clip never came.'),
  'jobs-out-of-range': perRendition(
    'Count',
    'A clip was asked for of a time for which no recordings are looked for.',
  ),
  'jobs-superseded': perRendition('Count', 'Something newer took its place before it was done.'),
  'failures-transient': perRendition('Count', 'An attempt failed by what may pass.'),
  'failures-input': perRendition('Count', 'A source or a message is at fault, for good.'),
  'failures-preset': perRendition('Count', 'The preset or the code is at fault, for good.'),
  'lost-attempts': perRendition('Count', 'A worker died at work; the next attempt found its lease over.'),
  'engine-ffmpeg': perRendition('Count', 'Attempts that the function encoded by itself.'),
  'engine-segments': perRendition('Count', 'Attempts that were cut into pieces.'),
  'engine-container': perRendition('Count', 'Attempts that a container encoded by itself.'),
  'engine-mediaconvert': perRendition('Count', 'Attempts that were handed to MediaConvert.'),
  'billed-seconds-ffmpeg': perRendition('Seconds', 'Seconds in the function, of attempts as they end.'),
  'billed-seconds-segments': perRendition('Seconds', 'Seconds of all functions that made pieces of a film.'),
  'billed-seconds-container': perRendition(
    'Seconds',
    'Seconds in containers, and of functions that handed on to them.',
  ),
  'billed-seconds-mediaconvert': perRendition('Seconds', 'Seconds of output that MediaConvert bills.'),
  'usd-ffmpeg': perRendition('NoUnit', 'What those attempts cost at list prices, USD.'),
  'usd-segments': perRendition('NoUnit', 'As usd-ffmpeg, of all functions that made a film in pieces.'),
  'usd-container': perRendition('NoUnit', 'What those attempts cost at list prices, USD.'),
  'usd-mediaconvert': perRendition('NoUnit', 'As usd-ffmpeg, with the time of the function that submitted.'),
  'encode-seconds': perRendition('Seconds', 'From claim to end of an attempt that completed its job.'),
  'latency-seconds': perRendition(
    'Seconds',
    'From the message entering the queue to the output being there.',
  ),
  overdue: perRendition('Count', 'Sources without news for longer than the profile allows, at each sweep.'),
  'busy-workers': perRendition(
    'Count',
    "With each minute one by each of a rendition's containers that has a message as it begins, none by one that has had some: their sum over a minute is how many are busy.",
  ),
  'webhooks-delivered': perDeployment('Count', 'A webhook has taken what it was told.'),
  'webhooks-not-taken': perDeployment('Count', 'A webhook has not taken what it was told, yet.'),
  'webhooks-disabled': perDeployment('Count', 'A webhook said that it wants to be told nothing any more.'),
  'managed-events-failed': perDeployment('Count', "One of MediaConvert's events could not be acted on yet."),
  'managed-events-unread': perDeployment(
    'Count',
    "One of MediaConvert's events is not in the form expected.",
  ),
} satisfies Record<string, MetricKind>;

export type MetricName = keyof typeof METRICS;

/** One value of one metric. */
export interface Reading {
  metric: MetricName;
  value: number;
}

function perRendition(unit: MetricKind['unit'], meaning: string): MetricKind {
  return { unit, dimensions: ['service', 'rendition'], meaning };
}

function perDeployment(unit: MetricKind['unit'], meaning: string): MetricKind {
  return { unit, dimensions: ['service'], meaning };
}
