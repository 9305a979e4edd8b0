import { invalidParameterValue, messageNotInflight } from '../sqsErrors.ts';
import type { StoreParts } from '../storeParts.ts';
import { heldMessage } from './receiptHandle.ts';
import { checkSeconds, MAX_HIDDEN_SECONDS } from './timeLimits.ts';

/**
 * Hides a message for so many seconds from now; 0 gives it back at once.
 * @throws {AwsError} InvalidParameterValue for a handle from an earlier receive, or a time past twelve hours from the
 * receive; MessageNotInflight once the visibility timeout is over.
 */
export function changeVisibility(
  parts: StoreParts,
  input: { queue: string; receiptHandle: string; visibilityTimeout: number },
): void {
  const { queue, visibilityTimeout } = input;
  checkSeconds('VisibilityTimeout', visibilityTimeout, MAX_HIDDEN_SECONDS);
  const message = heldMessage(parts, queue, input.receiptHandle);
  if (!message) {
    throw invalidParameterValue(
      `Value ${input.receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  const now = parts.now();
  if (message.visibleAt <= now) throw messageNotInflight();
  const visibleAt = now + visibilityTimeout * 1_000;
  if (visibleAt > (message.receivedAt ?? now) + MAX_HIDDEN_SECONDS * 1_000) {
    throw invalidParameterValue(
      `Value ${visibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${MAX_HIDDEN_SECONDS} seconds].`,
    );
  }
  parts.messages.hideUntil(message.seq, visibleAt);
  parts.watch.changed(queue);
}
