import { Duration, Stack } from 'aws-cdk-lib';
import { Bucket, EventType, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import { RemovalsDestination } from '../queues/removalsDestination.ts';
import { UploadsDestination } from '../queues/uploadsDestination.ts';
import { NotificationsRole } from '../rules/notificationsRole.ts';
import { inputCors } from './corsRules.ts';
import { ABORT_STALE_UPLOADS, bucketProps } from './storage.ts';

export interface InputBucketProps {
  readonly profile: Profile;
  readonly accessLogs: IBucket;
  /** Hears of every new object. */
  readonly uploads: ITopic;
}

/** The bucket that videos are dropped into: a new one, or the one that the profile names, whose other settings stay. */
export class InputBucket extends Construct {
  readonly bucket: IBucket;
  readonly #notifier: NotificationsRole;

  constructor(scope: Construct, id: string, props: InputBucketProps) {
    super(scope, id);
    const notifier = new NotificationsRole(this, 'Notifier', props.profile);
    this.#notifier = notifier;
    this.bucket = props.profile.inputBucket
      ? Bucket.fromBucketAttributes(this, 'Bucket', {
          bucketName: props.profile.inputBucket,
          notificationsHandlerRole: notifier.role,
        })
      : this.#newBucket(props, notifier);
    notifier.serve(this.bucket);
    const destination = new UploadsDestination(props.uploads, notifier.policy);
    // Of every object: S3's filters compare letter by letter, and tell nobody of what they hold back. What is a video is
    // decided where the messages are read. Multipart uploads arrive as CompleteMultipartUpload, not Put.
    this.bucket.addEventNotification(EventType.OBJECT_CREATED, destination);
    notifier.logTo(Stack.of(this));
  }

  /**
   * Lets a queue hear of every object that is deleted, for good or by a marker. Not of what lifecycle rules expire: who lets sources
   * expire wants what was made of them.
   */
  tellRemovals(queue: IQueue): void {
    this.bucket.addEventNotification(
      EventType.OBJECT_REMOVED,
      new RemovalsDestination(queue, this.#notifier.policy),
    );
  }

  #newBucket({ profile, accessLogs }: InputBucketProps, notifier: NotificationsRole): Bucket {
    return new Bucket(this, 'Bucket', {
      ...bucketProps(profile, { name: 'input', accessLogs }),
      notificationsHandlerRole: notifier.role,
      cors: inputCors(profile),
      versioned: true, // a source that is overwritten in mid-encode can still be read to its end
      lifecycleRules: [
        ABORT_STALE_UPLOADS,
        // As long as a message that names an old version can wait somewhere.
        { id: 'expire-old-versions', noncurrentVersionExpiration: Duration.days(profile.retention.dlqDays) },
      ],
    });
  }
}
