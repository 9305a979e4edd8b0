import { AwsError } from '../../query/awsError.ts';
import { batchErrors } from '../sqsErrors.ts';
import type { SqsStore } from '../sqsStore.ts';

export interface BatchResult {
  Successful: object[];
  Failed?: { Id: string; SenderFault: boolean; Code: string; Message: string }[];
}

/**
 * Does each entry of a batch for itself, and writes all that succeeded in one commit.
 * @throws {AwsError} for a batch that SQS refuses as a whole.
 */
export function batch<Entry extends { Id: string }>(
  store: SqsStore,
  entries: Entry[],
  work: (entry: Entry) => object,
): BatchResult {
  check(entries.map(({ Id }) => Id));
  return store.transaction(() => {
    const Successful: object[] = [];
    const Failed: BatchResult['Failed'] = [];
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, ...work(entry) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const { code, message, fault } = error;
        Failed.push({ Id: entry.Id, SenderFault: fault === 'Sender', Code: code, Message: message });
      }
    }
    return Failed.length > 0 ? { Successful, Failed } : { Successful };
  });
}

function check(ids: string[]): void {
  if (ids.length === 0) throw batchErrors.empty();
  if (ids.length > 10) throw batchErrors.tooMany(ids.length);
  if (ids.some(id => !/^[\w-]{1,80}$/.test(id))) throw batchErrors.invalidId();
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw batchErrors.notDistinct(repeated);
}
