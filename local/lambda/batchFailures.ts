/**
 * Which messages of a batch an event source mapping with ReportBatchItemFailures takes as failed, by what the handler
 * returned. AWS's table: an empty or missing list is success for the whole batch; a list that cannot be read (not
 * JSON of that form, an empty, null or unknown identifier, another field's name) is failure for all of it.
 */
export function batchFailures(result: unknown, messageIds: string[]): string[] {
  if (result === undefined || result === null) return [];
  if (typeof result !== 'object') return messageIds;
  if (Object.keys(result).length === 0) return [];
  if (!('batchItemFailures' in result)) return messageIds;
  const { batchItemFailures: failures } = result;
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return messageIds;
  const identifiers = failures.map(
    failure => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const known = identifiers.every(identifier => messageIds.includes(identifier as string));
  return known ? (identifiers as string[]) : messageIds;
}
