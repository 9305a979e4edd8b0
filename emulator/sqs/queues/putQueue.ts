import { invalidParameterValue } from '../sqsErrors.ts';
import type { StoreParts } from '../storeParts.ts';
import type { Queue } from './queueTable.ts';

/** As in SQS by name; a policy may be an object, as in a template. */
export type QueueAttributes = Readonly<Record<string, string | number | boolean | object>>;

/** @throws {AwsError} for a wrong name or attribute, or a FIFO queue. */
export function putQueue({ queues, now }: StoreParts, name: string, attributes: QueueAttributes): Queue {
  if (!/^[\w-]{1,80}$/.test(name)) {
    throw invalidParameterValue(
      `"${name}" is no queue name: it has 1 to 80 letters, digits, hyphens and underscores (FIFO queues are not supported).`,
    );
  }
  const texts = Object.entries(attributes).map(([key, value]) => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return queues.put(name, Object.fromEntries(texts), now());
}
