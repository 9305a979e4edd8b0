import type { EventEmitter } from 'node:events';
import type { Deployment } from '../../contract/deployment.ts';
import { noticesQueueUrl } from '../../contract/environment.ts';
import { readLetter } from '../../contract/messages/letter.ts';
import { RENDITION_ATTRIBUTE } from '../../contract/messages/request.ts';
import { readStatus } from '../../contract/messages/status.ts';
import type { SnsStore, SqsStore } from '../../emulator/index.ts';
import type { DrivenFunction } from '../template/functions.ts';
import type { LocalEvents } from './localEvents.ts';

/** Failures kept to explain dead letters with; a message dies soon after its last failure. */
const MAX_REASONS = 1_000;

interface Watched {
  deployment: Deployment;
  functions: readonly DrivenFunction[];
  sns: SnsStore;
  sqs: SqsStore;
}

/** Turns what passes over the stack's own topics and queues into events; the stack itself knows nothing of it. */
export function emitEvents(
  events: EventEmitter<LocalEvents>,
  { deployment, functions, sns, sqs }: Watched,
): void {
  emitPublished(events, deployment, sns);
  const reasons = reasonsOf(sqs, noticesQueues(functions));
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
}

function emitPublished(events: EventEmitter<LocalEvents>, deployment: Deployment, sns: SnsStore): void {
  sns.on('published', ({ topicArn, message, attributes }) => {
    if (topicArn === deployment.uploadsTopicArn) {
      const only = attributes[RENDITION_ATTRIBUTE]?.StringValue;
      const asked = deployment.renditions.filter(({ name, kind }) =>
        // As the subscriptions filter: renditions of clips hear of what names them alone.
        only === undefined ? kind !== 'clip' : name === only,
      );
      events.emit('asked', { message, renditions: asked.map(({ name }) => name) });
    }
    const status = topicArn === deployment.statusTopicArn ? readStatus(message) : null;
    if (status) events.emit('status', status);
  });
}

/** Why messages failed, by their ids; it grows as failures are told, and forgets the oldest. */
function reasonsOf(sqs: SqsStore, notices: Set<string>): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  sqs.on('sent', ({ queue, messageId, body, attributes }) => {
    // On its way to the topic: a message that fails may be in its DLQ before its failure is published.
    const status = notices.has(queue) ? readStatus(body) : null;
    if (status?.failure && status.messageId) remember(reasons, status.messageId, status.failure.message);
    // A failed MediaConvert job's message is a letter on its way to the DLQ.
    const { message } = readLetter(name => attributes[name]?.StringValue);
    if (message !== undefined) remember(reasons, messageId, message);
  });
  return reasons;
}

function noticesQueues(functions: readonly DrivenFunction[]): Set<string> {
  const urls = functions.map(({ config }) => noticesQueueUrl(config.environment));
  return new Set(urls.flatMap(url => url?.split('/').at(-1) ?? []));
}

function remember(reasons: Map<string, string>, messageId: string, reason: string): void {
  reasons.set(messageId, reason);
  const [oldest] = reasons.keys();
  if (reasons.size > MAX_REASONS && oldest !== undefined) reasons.delete(oldest);
}

function renditionOf(deployment: Deployment, dlq: string): string | undefined {
  return deployment.renditions.find(({ dlqUrl }) => dlqUrl.endsWith(`/${dlq}`))?.name;
}
