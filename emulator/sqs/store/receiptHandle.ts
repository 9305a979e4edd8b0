import { receiptHandleIsInvalid } from '../sqsErrors.ts';

/** What a receipt handle stands for: one receive of one message. Opaque to clients, as on AWS. */
export interface Receipt {
  readonly seq: number;
  readonly token: string;
}

export function receiptHandle(queue: string, receipt: Receipt): string {
  return Buffer.from(`${receipt.seq}:${receipt.token}:${queue}`).toString('base64url');
}

/** @throws {AwsError} ReceiptHandleIsInvalid for one that this queue did not give out. */
export function readReceiptHandle(queue: string, handle: string): Receipt {
  const [seq = '', token = '', name] = Buffer.from(handle, 'base64url').toString().split(':');
  if (!/^\d{1,15}$/.test(seq) || name !== queue) throw receiptHandleIsInvalid(handle);
  return { seq: Number(seq), token };
}
