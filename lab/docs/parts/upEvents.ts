import type { UpEvent } from '../../../cli/commands/up/upEvent.ts';

type Named<Name> = Extract<UpEvent, { event: Name }>;

/** What one event says, and each of its fields; a field that is not always there is `maybe`. */
interface Told<Event> {
  says: string;
  fields: { [Field in Exclude<keyof Event, 'event' | 'at'>]-?: FieldText<Event, Field> };
}

type FieldText<Event, Field extends keyof Event> =
  Pick<Event, never> extends Pick<Event, Field> ? { maybe: string } : string;

const FAILURE = {
  maybe: 'why: `class`, `code`, `message`, and where there is more, `operator` and `detail`',
};

/** What each event of a job has; told once. */
const JOB = {
  rendition: "the rendition's name",
  jobId: { maybe: "the ledger's id; absent where a message could not be read and so belongs to no job" },
  source: { maybe: 'bucket, key and version of the source' },
  messageId: { maybe: 'of the SQS message that it was made for' },
  attempt: { maybe: 'the number of the attempt' },
  engine: { maybe: '`ffmpeg`, `segments` or `mediaconvert`' },
};

/** Each event and each field of {@link UpEvent}: one that is not told here does not compile. */
const EVENTS: { [Name in UpEvent['event']]: Told<Named<Name>> } = {
  ready: {
    says: 'Everything answers.',
    fields: {
      endpoint: 'where, as a URL',
      dataDir: 'the folder that keeps everything',
      startupMs: 'how long the start took, milliseconds',
      ffmpeg: 'the program that jobs run: its `path`, its `version` (or null), and what it `lacks`',
      region: 'region of everything local',
      accountId: 'account of everything local',
      inputBucket: 'where videos go into',
      uploadsTopicArn: 'the topic that takes requests',
      statusTopicArn: "the topic that tells of every job's steps",
      ledgerTable: 'the DynamoDB table with an item a job',
      reconcileQueueUrl: 'the queue that asks for a reconcile',
      noticesQueueUrl: { maybe: 'the queue of what is to be told on that topic' },
      recordingsBucket: {
        maybe: 'where recordings are that clips are cut from, of a preset that names no bucket',
      },
      profile: { maybe: 'the profile that it runs by' },
      wishes: { maybe: 'how wishes of uploads are read' },
      cluster: { maybe: 'who may do what in a Kubernetes cluster: its namespace, and ARNs' },
      webhooks: { maybe: 'where webhooks are kept: a table, two queues, and how their secrets are called' },
      renditions: 'of each rendition `name`, `bucket`, `function`, its queue and its dead-letter queues',
      watching: { maybe: 'the folder that is watched' },
    },
  },
  received: {
    says: 'A source came in.',
    fields: {
      source: 'its bucket and key, and where they are known version and size in bytes',
      via: '`upload`, or `publish` for a request by SNS',
      renditions: 'names of those that are asked for',
    },
  },
  ignored: {
    says: 'A new object, or a file in the watched folder, is not a video and is left alone.',
    fields: {
      key: 'its key',
      reason: 'why, as a clause',
      source: { maybe: 'bucket and key of an object' },
      path: { maybe: 'of a file' },
    },
  },
  routed: {
    says: 'An attempt has chosen its engine.',
    fields: {
      ...JOB,
      reason: { maybe: 'why that one' },
      predictedSeconds: { maybe: 'how long the encode is expected to take' },
    },
  },
  progress: {
    says: 'An encode is under way.',
    fields: { ...JOB, progress: { maybe: 'how far, percent' } },
  },
  complete: {
    says: 'A rendition is in its bucket.',
    fields: {
      ...JOB,
      output: { maybe: 'its bucket and key, size, length, width and height' },
      warnings: { maybe: 'in what it is less than its source, a sentence each' },
    },
  },
  retrying: {
    says: 'An attempt failed, and SQS will deliver the message again.',
    fields: { ...JOB, failure: FAILURE },
  },
  failed: {
    says: 'A job failed for good.',
    fields: { ...JOB, failure: FAILURE },
  },
  held: {
    says: 'A job is over a budget, and waits for somebody to let it go.',
    fields: {
      ...JOB,
      held: 'which `budget`, its `limitUsd`, what it would cost (`usd`), what was paid before (`paidUsd`)',
    },
  },
  dropped: {
    says: 'A job was dropped, and has stopped.',
    fields: { ...JOB, dropped: '`by` whom, when (`at`), what it `was`, and where it was told the `reason`' },
  },
  pending: {
    says: 'A clip waits for recordings that are not there yet.',
    fields: { ...JOB, reason: { maybe: 'what is missing' } },
  },
  'not-available': {
    says: "A clip's recordings never came.",
    fields: { ...JOB, reason: { maybe: 'what was missing' } },
  },
  'out-of-range': {
    says: 'A clip is of a time for which no recordings are looked for.',
    fields: { ...JOB, reason: { maybe: 'why' } },
  },
  'dead-lettered': {
    says: 'A message went into the dead-letter queue of its rendition.',
    fields: {
      rendition: "the rendition's name",
      queue: 'the queue that it came from',
      messageId: 'its id',
      body: 'its text',
      receiveCount: 'how often it was received',
      reason: { maybe: 'the message of its last failure' },
    },
  },
  'upload-failed': {
    says: 'A file in the watched folder, or without `path` the folder, could not be read or uploaded.',
    fields: {
      message: 'why, in a sentence',
      retryInSeconds: 'when it is tried again',
      path: { maybe: 'of the file' },
      key: { maybe: 'that it would get' },
    },
  },
};

/** Behind the events that have them. */
const JOB_HEADING = 'Fields of a job';

type AnyTold = { says: string; fields: Record<string, FieldWords> };
type FieldWords = string | { maybe: string };

/** The lines of `fanreel up --json`: each event with its fields. */
export function upEvents(): string {
  const events: [string, AnyTold][] = Object.entries(EVENTS);
  const sections = events.map(([name, told]) => section(name, told));
  return [...sections, `### ${JOB_HEADING}`, fieldList(JOB)].join('\n\n');
}

function section(name: string, { says, fields }: AnyTold): string {
  if (!('jobId' in fields)) return [`### ${name}`, says, fieldList(fields)].join('\n\n');
  const own = Object.fromEntries(Object.entries(fields).filter(([field]) => !(field in JOB)));
  return [
    `### ${name}`,
    `${says} Beside [what every event of a job has](#fields-of-a-job):`,
    fieldList(own),
  ].join('\n\n');
}

function fieldList(fields: Record<string, FieldWords>): string {
  return Object.entries(fields)
    .map(([field, words]) => `- ${fieldLine(field, words)}`)
    .join('\n');
}

function fieldLine(field: string, words: FieldWords): string {
  return typeof words === 'string' ? `\`${field}\`: ${words}` : `\`${field}\` (not always): ${words.maybe}`;
}
