import type { Status } from '../../contract/messages/status.ts';

/** What the embedded runtime tells of the work in it. */
export interface LocalEvents {
  /** A message was published on the uploads topic, for these renditions. */
  asked: [{ message: string; renditions: string[] }];
  /** What the stack said on its status topic. */
  status: [Status];
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
