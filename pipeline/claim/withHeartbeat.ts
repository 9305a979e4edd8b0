import { BEATS_A_LEASE } from '../attempt/expectedRequests.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';

/** A message comes back just after its worker's lease ended, so that whoever gets it finds the job free, seconds. */
const AFTER_LEASE_SECONDS = 1;

/**
 * Runs `work`, and keeps the message hidden meanwhile: the message of a worker that died is back as soon as its lease is
 * over, not after the queue's own long timeout. Each time it calls `beat` as well.
 */
export async function withHeartbeat<T>(
  received: QueueMessage,
  { leaseSeconds }: Pick<Settings, 'leaseSeconds'>,
  beat: () => void,
  work: () => Promise<T>,
): Promise<T> {
  const heartbeat = setInterval(() => {
    beat();
    void hide(received, leaseSeconds);
  }, beatMs({ leaseSeconds }));
  const hidden = hide(received, leaseSeconds);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Whoever has it shown again is not overtaken.
    await hidden;
  }
}

/** Between two beats, milliseconds. */
export function beatMs({ leaseSeconds }: Pick<Settings, 'leaseSeconds'>): number {
  return (leaseSeconds / BEATS_A_LEASE) * 1_000;
}

/** Where even this fails, the queue's own timeout holds, or a second receive meets the lease. */
function hide(received: QueueMessage, leaseSeconds: number): Promise<void> {
  return received.keepHidden(leaseSeconds + AFTER_LEASE_SECONDS).catch(() => {});
}
