import { queueSettings } from '../queues/queueSettings.ts';
import { invalidParameterValue } from '../sqsErrors.ts';
import type { SqsStore } from '../sqsStore.ts';

/** @throws {AwsError} InvalidParameterValue when the RedrivePolicy names a queue that is not there. */
export function checkDeadLetterTarget(store: SqsStore, attributes: Record<string, string>): void {
  const { redrive } = queueSettings(attributes);
  if (!redrive || store.listQueues().some(({ name }) => store.arn(name) === redrive.dlqArn)) return;
  throw invalidParameterValue(
    `Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
}
