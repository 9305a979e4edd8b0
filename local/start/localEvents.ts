import type { StatusMessage } from '../../pipeline/worker/ports.ts';

/** What the embedded runtime tells of the work in it. */
export interface LocalEvents {
  /** A source came in, by an upload or a published request, for these renditions. */
  received: [
    {
      source: { bucket: string; key: string; version?: string; sizeBytes?: number };
      via: 'upload' | 'publish';
      renditions: string[];
    },
  ];
  /** An object came in that is not a video: why, as a clause. */
  ignored: [{ source: { bucket: string; key: string }; reason: string }];
  /** What the stack said on its status topic. */
  status: [StatusMessage];
  /** A message went to a rendition's DLQ. */
  deadLettered: [
    {
      rendition: string;
      queue: string;
      messageId: string;
      body: string;
      receiveCount: number;
      reason?: string;
    },
  ];
}
