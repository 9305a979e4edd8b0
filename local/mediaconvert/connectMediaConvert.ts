import { type EventsStore, S3Error, type S3Store } from '../../emulator/index.ts';
import type { JobStateChange } from './job/jobStateChange.ts';
import type { MediaConvertPorts } from './mediaConvertPorts.ts';

/** Carries an event on, by `deliver`: once, as EventBridge promises at least, or however it really behaves. */
export type EventBus = (event: JobStateChange, deliver: (event: JobStateChange) => void) => void;

interface Parts {
  s3: S3Store;
  events: EventsStore;
  ffmpegBin: string;
  eventBus?: EventBus | undefined;
  scratch: string;
  endpoint: string;
}

/** Joins the embedded MediaConvert to the embedded S3 and to the embedded EventBridge. */
export function connectMediaConvert({
  s3,
  events,
  ffmpegBin,
  eventBus = (event, deliver) => deliver(event),
  scratch,
  endpoint,
}: Parts): MediaConvertPorts {
  return {
    readObject: async url => {
      const { bucket, key } = parseS3Url(url);
      try {
        return { path: s3.objectPath(bucket, key) };
      } catch (error) {
        if (error instanceof S3Error) return null;
        throw error;
      }
    },
    storeObject: async (url, path, contentType) => {
      const { bucket, key } = parseS3Url(url);
      await s3.putFile(bucket, key, path, { contentType });
    },
    emit: event => eventBus(event, told => events.deliver(told)),
    ffmpegBin: () => ffmpegBin,
    scratchDir: scratch,
    endpoint: () => endpoint,
  };
}

/** Keys are taken as they are: `s3://` URLs are not percent-encoded. */
function parseS3Url(url: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(url) ?? [];
  return { bucket, key };
}
