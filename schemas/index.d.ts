// Written by "npm run schemas".

/**
 * The body of a webhook's request, after the Standard Webhooks specification.
 */
export type WebhookPayload =
  | {
      schema: 'fanreel.webhook/1';
      timestamp: string;
      sequence: number;
      type: 'fanreel.status';
      data: Status;
    }
  | {
      schema: 'fanreel.webhook/1';
      timestamp: string;
      sequence: number;
      type: 'fanreel.source';
      data: SourceEvent;
    }
  | {
      schema: 'fanreel.webhook/1';
      timestamp: string;
      sequence: number;
      type: 'fanreel.test';
      data: {
        message: string;
      };
    };
/**
 * Asks the uploads topic for a clip.
 */
export type ClipRequest =
  | {
      schema: 'fanreel.clip/1';
      /**
       * Without it, it follows from what is asked for.
       */
      clipId?: string;
      /**
       * Make it again even if it is complete already.
       */
      force?: boolean;
      reason?: string;
      camera: string;
      from: number | string;
      to: number | string;
    }
  | {
      schema: 'fanreel.clip/1';
      /**
       * Without it, it follows from what is asked for.
       */
      clipId?: string;
      /**
       * Make it again even if it is complete already.
       */
      force?: boolean;
      reason?: string;
      /**
       * @minItems 1
       * @maxItems 60
       */
      parts: {
        /**
         * Of an object in the input bucket, as it is, not encoded.
         */
        key: string;
        /**
         * Present only where the request insists on one version.
         */
        version?: string;
        /**
         * Seconds of the source.
         */
        from: number;
        to: number;
      }[];
    }
  | {
      clipId: string;
      retryTimestamps?: unknown;
      cameraId: string;
      startTimestampInMs: number;
      endTimestampInMs: number;
    };

export interface Output {
  /**
   * The bucket that it lies in.
   */
  bucket: string;
  /**
   * The video's; of images and clips, their manifest's.
   */
  key: string;
  /**
   * As S3 tells it, of the same object.
   */
  eTag?: string;
  /**
   * As S3 computed it, e.g. `crc32:Nks/tw==`.
   */
  checksum?: string;
  /**
   * Of all its files together.
   */
  sizeBytes: number;
  /**
   * How long it plays.
   */
  durationSeconds: number;
  /**
   * Pixels; of the largest where there are several.
   */
  width: number;
  /**
   * Pixels, of the same.
   */
  height: number;
  incomplete?: Incomplete;
}
export interface Incomplete {
  /**
   * So much of it was there, and was made.
   */
  seconds: number;
  /**
   * So much was not; null where nothing says how long it was.
   */
  missingSeconds: number | null;
}
export interface Failure {
  /**
   * `transient`, `input` or `preset`.
   */
  class: string;
  /**
   * A code of the documented catalogue, or one that a later version has added.
   */
  code: string;
  /**
   * One sentence for whoever uploaded.
   */
  message: string;
  /**
   * One sentence for whoever operates.
   */
  operator?: string;
  /**
   * What the tool that failed said, where one did.
   */
  detail?: string;
}
export interface Timings {
  /**
   * When it was first heard of.
   */
  createdAt: string;
  /**
   * Of the last attempt.
   */
  startedAt?: string;
  /**
   * Of the last attempt; absent while it runs.
   */
  endedAt?: string;
  /**
   * From the last attempt's start to its end.
   */
  seconds?: number;
  /**
   * Of these, in which ffmpeg ran.
   */
  encodeSeconds?: number;
}
export interface Cost {
  /**
   * US dollars at list prices.
   */
  usd: number;
  /**
   * Of that, for requests to S3, SQS, SNS, DynamoDB and the log.
   */
  requestsUsd?: number;
}
export interface ToldWishes {
  /**
   * Under which name it belongs together with others.
   */
  batch?: string;
  /**
   * The renditions that are wanted; without it all are.
   */
  renditions?: string[];
  /**
   * Renditions that are not wanted.
   */
  without?: string[];
  /**
   * Only this part of the upload: from its start, or to its end, where one is left out.
   */
  trim?: {
    /**
     * Seconds of the upload; absent: its start.
     */
    from?: number;
    /**
     * Seconds of the upload; absent: its end.
     */
    to?: number;
    [k: string]: unknown;
  };
  /**
   * Of renditions of images: the moments to take them of, in place of the preset's.
   */
  pictureTimes?: (number | string)[];
  /**
   * What people call it; told with it, and not written into videos.
   */
  title?: string;
  /**
   * By which whoever uploads knows it; told with all news of it.
   */
  correlationId?: string;
  /**
   * The id or the URL of a webhook that was added: it hears of this upload, whatever it hears of else.
   */
  webhook?: string;
  /**
   * Before or after others, where they wait. Without it normal.
   */
  priority?: string;
  /**
   * The upload's own: told with all news of it.
   */
  metadata?: {
    [k: string]: string;
  };
  [k: string]: unknown;
}
export interface WishFailure {
  /**
   * A code of the documented catalogue, or one that a later version has added.
   */
  code: string;
  /**
   * One sentence, with the name of the field.
   */
  message: string;
}
export interface Dropped {
  /**
   * A user of the operating system, or the ARN that AWS knows the caller by.
   */
  by: string;
  /**
   * ISO 8601 in UTC, by AWS's clock: who asks for the job by a message that was sent later gets it made again.
   */
  at: string;
  /**
   * As whoever dropped it has said.
   */
  reason?: string;
  /**
   * Its state; absent where nobody had begun it, and nothing was known of it.
   */
  was?: string;
}
export interface Held {
  /**
   * The profile's field, `perJobUsd` or `perDayUsd`.
   */
  budget: string;
  /**
   * So much it allows.
   */
  limitUsd: number;
  /**
   * What the chosen engine is predicted to cost.
   */
  usd: number;
  /**
   * What earlier attempts at it have cost.
   */
  paidUsd: number;
  /**
   * Since when, ISO 8601 in UTC.
   */
  at: string;
}
/**
 * What is told of a clip: the body of a call-back, and a part of its status.
 */
export interface ClipResult {
  clipId: string;
  /**
   * Absent of a clip of parts of sources, as both timestamps are.
   */
  cameraId?: string;
  startTimestampInMs?: number;
  endTimestampInMs?: number;
  /**
   * One of CLIP_AVAILABLE, CLIP_PENDING, CLIP_NOT_AVAILABLE, CLIP_OUT_OF_RANGE, FATAL_ERROR, or one that a later version has added.
   */
  status: string;
  /**
   * Why it is so, a sentence; absent of a clip that is there.
   */
  reason?: string;
  bucket: string;
  /**
   * Of which no recording has anything; absent where there are none.
   */
  gaps?: {
    startTimestampInMs: number;
    endTimestampInMs: number;
  }[];
  /**
   * Absent unless it is there.
   */
  clip?: {
    url: string;
    key: string;
  };
  /**
   * Url and key are patterns: `{size}` in them stands for one of the sizes.
   */
  thumbnail?: {
    url: string;
    key: string;
    sizes: number[];
  };
}
export interface Status {
  schema: 'fanreel.status/1';
  /**
   * The same of a message that comes twice, and of no other. Older versions told none.
   */
  id?: string;
  /**
   * When it was told, ISO 8601 in UTC.
   */
  at: string;
  /**
   * The name of the preset that it is made by.
   */
  rendition: string;
  /**
   * One of queued, running, submitted, held, pending, complete, failed, dropped, superseded, not-available, out-of-range, or one that a later version has added.
   */
  state: string;
  /**
   * Absent where a message could not be read and so belongs to no job.
   */
  jobId?: string;
  /**
   * What was uploaded; absent where a message could not be read.
   */
  source?: {
    /**
     * The bucket that it was uploaded to.
     */
    bucket: string;
    /**
     * As it was uploaded, not encoded for a URL.
     */
    key: string;
    /**
     * S3's version of it; its ETag in a bucket without versions.
     */
    version: string;
  };
  /**
   * Of the SQS message that asked for it.
   */
  messageId?: string;
  /**
   * What makes it, such as `ffmpeg` or `mediaconvert`.
   */
  engine?: string;
  /**
   * Why that engine, a sentence.
   */
  reason?: string;
  /**
   * How long it was expected to encode.
   */
  predictedSeconds?: number;
  /**
   * Percent.
   */
  progress?: number;
  /**
   * Its number.
   */
  attempt?: number;
  /**
   * Where it lies and what it is, once it is complete.
   */
  output?: Output;
  /**
   * In what the output is less than the source, a sentence each; absent where it is not.
   */
  warnings?: string[];
  /**
   * Why it failed, or its last attempt did.
   */
  failure?: Failure;
  /**
   * ISO 8601 in UTC, and seconds.
   */
  timings?: Timings;
  /**
   * Of all its attempts until now.
   */
  cost?: Cost;
  /**
   * What whoever uploaded the source wished, the free metadata and the correlation id among it.
   */
  wishes?: ToldWishes;
  /**
   * Why a wish could not be taken; the profile says whether the upload was made without it.
   */
  wishFailure?: WishFailure;
  /**
   * Who wants it no more, and why.
   */
  dropped?: Dropped;
  /**
   * Which budget it would go over.
   */
  held?: Held;
  /**
   * Of a clip, what came of it.
   */
  clip?: ClipResult;
}
export interface SourceEvent {
  schema: 'fanreel.source/1';
  /**
   * The same of a message that comes twice, and of no other.
   */
  id: string;
  /**
   * When it was told, ISO 8601 in UTC.
   */
  at: string;
  /**
   * One of complete, partly, failed, or one that a later version has added: every rendition that is wanted is there, some are, or none is.
   */
  state: string;
  /**
   * What was uploaded.
   */
  source: {
    /**
     * The bucket that it was uploaded to.
     */
    bucket: string;
    /**
     * As it was uploaded, not encoded for a URL.
     */
    key: string;
    /**
     * S3's version of it; its ETag in a bucket without versions.
     */
    version: string;
  };
  /**
   * 1, and one more each time that renditions came to something else after it was told.
   */
  revision: number;
  /**
   * All that are wanted, in the order of their names.
   */
  renditions: {
    /**
     * The name of the preset that it is made by.
     */
    rendition: string;
    /**
     * complete, failed or dropped, or an end that a later version has added.
     */
    state: string;
    /**
     * The same as its statuses tell.
     */
    jobId: string;
    /**
     * Where it lies and what it is, where it is complete.
     */
    output?: Output;
    /**
     * Why it failed, where it did.
     */
    failure?: Failure;
    /**
     * Who wants it no more, and why.
     */
    dropped?: Dropped;
  }[];
  /**
   * Of a source that never came to renditions: why.
   */
  failure?: Failure;
  /**
   * Of all renditions together.
   */
  cost?: Cost;
  /**
   * Of the source as a whole.
   */
  timings?: {
    /**
     * When its first rendition was heard of, ISO 8601 in UTC.
     */
    createdAt: string;
    /**
     * When its last one ended, ISO 8601 in UTC.
     */
    endedAt: string;
    /**
     * Between the two.
     */
    seconds: number;
  };
  /**
   * What whoever uploaded it wished, the free metadata and the correlation id among it.
   */
  wishes?: ToldWishes;
  /**
   * Why a wish could not be taken; the profile says whether the upload was made without it.
   */
  wishFailure?: WishFailure;
}
export interface Wishes {
  /**
   * Under which name it belongs together with others.
   */
  batch?: string;
  /**
   * The renditions that are wanted; without it all are.
   *
   * @minItems 1
   * @maxItems 100
   */
  renditions?: string[];
  /**
   * Renditions that are not wanted.
   *
   * @minItems 1
   * @maxItems 100
   */
  without?: string[];
  /**
   * Only this part of the upload: from its start, or to its end, where one is left out.
   */
  trim?: {
    from?: number | string;
    to?: number | string;
  };
  /**
   * Of renditions of images: the moments to take them of, in place of the preset's.
   *
   * @minItems 1
   * @maxItems 20
   */
  pictureTimes?: ((number | string) | string)[];
  /**
   * What people call it; told with it, and not written into videos.
   */
  title?: string;
  /**
   * By which whoever uploads knows it; told with all news of it.
   */
  correlationId?: string;
  /**
   * The id or the URL of a webhook that was added: it hears of this upload, whatever it hears of else.
   */
  webhook?: string;
  /**
   * Before or after others, where they wait. Without it normal.
   */
  priority?: 'high' | 'normal' | 'low';
  /**
   * The upload's own: told with all news of it.
   */
  metadata?: {
    [k: string]: string;
  };
}
/**
 * Asks the uploads topic for a source.
 */
export interface Request {
  schema: 'fanreel.request/1';
  source: {
    bucket: string;
    /**
     * As it is, not encoded.
     */
    key: string;
    /**
     * Present only where the request insists on one version.
     */
    version?: string;
  };
  /**
   * Make it again even if it is complete already.
   */
  force?: boolean;
  reason?: string;
  /**
   * Over all else that is wished of it, from now on, until another request with wishes, or another version of the source.
   */
  wishes?: Wishes;
}
/**
 * What should become of an upload: a file beside it, of its name and `.json`.
 */
export interface Wish {
  schema?: 'fanreel.wish/1';
  /**
   * Under which name it belongs together with others.
   */
  batch?: string;
  /**
   * The renditions that are wanted; without it all are.
   *
   * @minItems 1
   * @maxItems 100
   */
  renditions?: string[];
  /**
   * Renditions that are not wanted.
   *
   * @minItems 1
   * @maxItems 100
   */
  without?: string[];
  /**
   * Only this part of the upload: from its start, or to its end, where one is left out.
   */
  trim?: {
    from?: number | string;
    to?: number | string;
  };
  /**
   * Of renditions of images: the moments to take them of, in place of the preset's.
   *
   * @minItems 1
   * @maxItems 20
   */
  pictureTimes?: ((number | string) | string)[];
  /**
   * What people call it; told with it, and not written into videos.
   */
  title?: string;
  /**
   * By which whoever uploads knows it; told with all news of it.
   */
  correlationId?: string;
  /**
   * The id or the URL of a webhook that was added: it hears of this upload, whatever it hears of else.
   */
  webhook?: string;
  /**
   * Before or after others, where they wait. Without it normal.
   */
  priority?: 'high' | 'normal' | 'low';
  /**
   * The upload's own: told with all news of it.
   */
  metadata?: {
    [k: string]: string;
  };
}
/**
 * Asks the reconcile queue for a look at what is overdue.
 */
export interface ReconcileRequest {
  schema: 'fanreel.reconcile/1';
  /**
   * Under which the report is put down.
   */
  id: string;
  dryRun?: boolean;
  overdueSeconds?: number;
}
/**
 * The list of a source's images, an object beside them.
 */
export interface ImageManifest {
  schema: 'fanreel.images/1';
  source: {
    bucket: string;
    key: string;
    version: string;
  };
  rendition: string;
  durationSeconds: number;
  /**
   * The source's end is missing; absent where it is whole.
   */
  incomplete?: Incomplete;
  images: {
    role: string;
    key: string;
    seconds: number;
    /**
     * Where the preset would have it.
     */
    askedSeconds: number;
    width: number;
    height: number;
    sizeBytes: number;
    reason?: string;
  }[];
  sprite?: {
    key: string;
    /**
     * Of the WebVTT file that says which tile is when.
     */
    mapKey: string;
    columns: number;
    rows: number;
    tiles: number;
    everySeconds: number;
    tileWidth: number;
    tileHeight: number;
  };
}
/**
 * All that a clip came to, an object beside its files.
 */
export interface ClipManifest {
  schema: 'fanreel.clip-manifest/1';
  clipId: string;
  span:
    | {
        camera: string;
        fromMs: number;
        toMs: number;
      }
    | {
        parts: {
          key: string;
          version?: string;
          from: number;
          to: number;
        }[];
      };
  /**
   * What it is cut from, in the clip's order; absent until that is known.
   */
  taken?: {
    bucket: string;
    key: string;
    version: string;
    /**
     * Seconds of the recording.
     */
    fromSeconds: number;
    toSeconds: number;
    /**
     * When `fromSeconds` is in the clip, seconds.
     */
    atSeconds: number;
  }[];
  gaps?: {
    fromMs: number;
    toMs: number;
  }[];
  rendition: string;
  jobId: string;
  video: {
    key: string;
    sizeBytes: number;
    durationSeconds: number;
    width: number;
    height: number;
  };
  cut: 'exact' | 'copy';
  /**
   * Why not as the preset says.
   */
  cutReason?: string;
  /**
   * Of `copy`: by how much it begins before the moment that was asked for, seconds.
   */
  earlierSeconds?: number;
  /**
   * Of what it was cut from, as it was cut here: so much was read.
   */
  readBytes?: number;
  /**
   * In what it is less than was asked for, a sentence each.
   */
  warnings: string[];
  images: {
    role: string;
    key: string;
    width: number;
    height: number;
    sizeBytes: number;
    /**
     * Of the clip.
     */
    seconds: number;
  }[];
}
