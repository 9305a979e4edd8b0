import { readStatus, type Status, writeStatus } from '../../../contract/messages/status.ts';

/** A status as it comes from the topic. */
export function statusTold(more: Partial<Status> = {}): { told: Status; body: string } {
  const body = writeStatus({
    ...{ id: 'evt-1', rendition: '720p', jobId: 'job-1' },
    source: { bucket: 'input', key: 'a/clip.mp4', version: 'v1' },
    ...more,
    state: (more.state ?? 'complete') as 'complete',
  });
  return { told: readStatus(body) as Status, body };
}
