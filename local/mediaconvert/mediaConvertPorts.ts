import type { JobStateChange } from './job/jobStateChange.ts';

/** What the embedded MediaConvert needs of the rest of the runtime. */
export interface MediaConvertPorts {
  /** `s3://bucket/key` as a file that may be read by its path; null when there is no such object. */
  readObject(url: string): Promise<{ path: string } | null>;
  /** Stores the file at `path` as that object. */
  storeObject(url: string, path: string, contentType: string): Promise<void>;
  /** Puts the event on the default event bus. */
  emit(event: JobStateChange): void | Promise<void>;
  ffmpegBin(): string;
  /** Encodes go into a folder `mediaconvert` in here, which is emptied at every start. */
  scratchDir: string;
  /** What DescribeEndpoints answers. */
  endpoint(): string;
}
