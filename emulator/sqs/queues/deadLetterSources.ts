import type { StoreParts } from '../storeParts.ts';
import type { Queue } from './queueTable.ts';

/**
 * The queues whose dead letters this one takes: their RedrivePolicy names it and its RedriveAllowPolicy lets them
 * (all queues, when it has none).
 * @throws {AwsError} QueueDoesNotExist
 */
export function deadLetterSources({ queues, arn }: Pick<StoreParts, 'queues' | 'arn'>, dlq: string): Queue[] {
  const { redrivePermission, sourceQueueArns } = queues.get(dlq).settings.redriveAllow;
  if (redrivePermission === 'denyAll') return [];
  return queues
    .all()
    .filter(
      ({ name, settings }) =>
        settings.redrive?.dlqArn === arn(dlq) &&
        (redrivePermission === 'allowAll' || sourceQueueArns.includes(arn(name))),
    );
}
