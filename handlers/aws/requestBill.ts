import type { Requests } from '../../prices/requests.ts';

/** Which request it was, by the SDK's names: `S3Client`, `PutObjectCommand`. */
export interface Asked {
  clientName?: string;
  commandName?: string;
}

/** S3's kinds of requests, by the first word of their names ("Amazon S3 pricing", requests); all others are reads. */
const S3_WRITES = /^(Put|Copy|List|Create|Upload|Complete)/;
const S3_FREE = /^(Delete|Abort)/;

/** The requests of DynamoDB that write. */
const DYNAMO_WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/** What a request that was answered is billed as; MediaConvert's API costs nothing. */
export function billOf({ clientName, commandName = '' }: Asked, output: unknown): Partial<Requests> {
  switch (clientName) {
    case 'S3Client':
      return s3Bill(commandName);
    case 'SQSClient':
      return { sqsRequests: 1 };
    case 'SNSClient':
      return { snsPublishes: 1 };
    case 'DynamoDBClient':
      return dynamoBill(commandName, unitsTold(output));
    default:
      return {};
  }
}

/**
 * What one is billed as that failed or stayed without an answer. A write whose condition does not hold consumes what it would
 * have, one unit at the least ("Read and write operations", DynamoDB developer guide).
 */
export function failedBillOf(asked: Asked): Partial<Requests> {
  return asked.clientName === 'DynamoDBClient' ? dynamoBill(asked.commandName ?? '', 1) : billOf(asked, null);
}

function s3Bill(commandName: string): Partial<Requests> {
  if (S3_FREE.test(commandName)) return {};
  return S3_WRITES.test(commandName) ? { s3Writes: 1 } : { s3Reads: 1 };
}

function dynamoBill(commandName: string, units: number): Partial<Requests> {
  return DYNAMO_WRITES.test(commandName) ? { writeUnits: units } : { readUnits: units };
}

/** Of one table, or of several where a batch was asked for. */
function unitsTold(output: unknown): number {
  const { ConsumedCapacity: told } = (output ?? {}) as { ConsumedCapacity?: Consumed | Consumed[] };
  if (!told) return 0;
  return [told].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

interface Consumed {
  CapacityUnits?: number;
}
