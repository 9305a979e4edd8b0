import type { MessageAttributes } from '../messages/messageAttributes.ts';

/** One stored message; times in milliseconds since the epoch. */
export interface StoredMessage {
  readonly seq: number;
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | null;
  /** Whose it is, in a fair queue. */
  readonly groupId: string | null;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | null;
  readonly receivedAt: number | null;
  readonly receipt: string | null;
  readonly origin: string | null;
}

/** As it is sent. */
export type NewMessage = Pick<
  StoredMessage,
  'queue' | 'id' | 'body' | 'attributes' | 'traceHeader' | 'groupId' | 'sentAt' | 'visibleAt'
>;
