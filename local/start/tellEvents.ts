import type { EventEmitter } from 'node:events';
import type { Deployment } from '../../contract/deployment.ts';
import { type ParsedMessage, parseMessage } from '../../contract/parseMessage.ts';
import type { S3Store } from '../../emulator/s3/store/s3Store.ts';
import type { SnsStore } from '../../emulator/sns/snsStore.ts';
import type { SqsStore } from '../../emulator/sqs/sqsStore.ts';
import { decideUpload, type Head } from '../../pipeline/uploads/decideUpload.ts';
import { fileHead } from '../../pipeline/uploads/fileHead.ts';
import type { StatusMessage } from '../../pipeline/worker/ports.ts';
import type { LocalEvents } from './localEvents.ts';

/** Failures kept to explain dead letters with; a message dies soon after its last failure. */
const KEPT_FAILURES = 1_000;

/** Turns what passes over the stack's own topics and queues into events; the stack itself knows nothing of it. */
export function tellEvents(
  events: EventEmitter<LocalEvents>,
  deployment: Deployment,
  { s3, sns, sqs }: { s3: S3Store; sns: SnsStore; sqs: SqsStore },
): void {
  const reasons = new Map<string, string>();
  const names = deployment.renditions.map(({ name }) => name);
  sns.on('published', ({ topicArn, message, attributes }) => {
    if (topicArn === deployment.uploadsTopicArn) {
      const only = attributes.rendition?.StringValue;
      const renditions = only === undefined ? names : names.filter(name => name === only);
      void tellReceived(events, message, renditions, s3);
    }
    if (topicArn !== deployment.statusTopicArn) return;
    events.emit('status', JSON.parse(message) as StatusMessage);
  });
  // On its way to the topic: a message that fails may be in its DLQ before its failure is published.
  sqs.on('sent', ({ body }) => {
    if (!body.startsWith('{"schema":"fanreel.status/1"')) return;
    const { failure, messageId } = JSON.parse(body) as StatusMessage;
    if (failure && messageId) remember(reasons, messageId, failure.message);
  });
  sqs.on('deadLettered', ({ queue, dlq, messageId, body, receiveCount }) => {
    const rendition = renditionOf(deployment, dlq);
    if (!rendition) return;
    const reason = reasons.get(messageId);
    events.emit('deadLettered', {
      rendition,
      queue,
      messageId,
      body,
      receiveCount,
      ...(reason === undefined ? {} : { reason }),
    });
  });
  // A failed MediaConvert job's message is on its way to the DLQ.
  sqs.on('sent', ({ messageId, attributes }) => {
    const reason = attributes['fanreel-message']?.StringValue;
    if (reason !== undefined) remember(reasons, messageId, reason);
  });
}

async function tellReceived(
  events: EventEmitter<LocalEvents>,
  message: string,
  renditions: string[],
  s3: S3Store,
): Promise<void> {
  const { sources, announced } = sourcesOf(message);
  for (const { bucket, key, version } of sources) {
    const source = { bucket, key, ...(version === undefined ? {} : { version }) };
    const decision = announced ? await decideUpload(key, () => headOf(s3, bucket, key)) : 'video';
    if (decision === 'video') {
      events.emit('received', { source, via: announced ? 'upload' : 'publish', renditions });
    } else {
      events.emit('ignored', { source, reason: decision.leftAlone });
    }
  }
}

/** As the functions get it by a ranged GET. */
async function headOf(s3: S3Store, bucket: string, key: string): Promise<Head> {
  try {
    return await fileHead(s3.objectPath(bucket, key));
  } catch {
    return { leftAlone: 'was gone before its content could tell what it is' };
  }
}

function sourcesOf(message: string): ParsedMessage {
  try {
    return parseMessage(message);
  } catch {
    // What cannot be read asks for nothing; its way into the DLQ is told when it gets there.
    return { sources: [] };
  }
}

function remember(reasons: Map<string, string>, messageId: string, reason: string): void {
  reasons.set(messageId, reason);
  const [oldest] = reasons.keys();
  if (reasons.size > KEPT_FAILURES && oldest !== undefined) reasons.delete(oldest);
}

function renditionOf(deployment: Deployment, dlq: string): string | undefined {
  return deployment.renditions.find(({ dlqUrl }) => dlqUrl.endsWith(`/${dlq}`))?.name;
}
