import type { SQSClient } from '@aws-sdk/client-sqs';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';

/** Those of these renditions that have more messages than the ledger has jobs that wait or are made: uploads that nobody has begun. */
export async function withUnknownMessages(
  renditions: PresetRendition[],
  sqs: SQSClient,
  ledger: Pick<LedgerReader, 'inState'>,
): Promise<Set<string>> {
  const messages = await Promise.all(
    renditions.map(async ({ name, queueUrl }) => ({ name, count: await waitingMessages(sqs, queueUrl) })),
  );
  const open = messages.some(({ count }) => count > 0) ? await openJobs(ledger) : new Map<string, number>();
  return new Set(messages.filter(({ name, count }) => count > (open.get(name) ?? 0)).map(({ name }) => name));
}

async function openJobs(ledger: Pick<LedgerReader, 'inState'>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const state of ['queued', 'running'] as const) {
    for await (const page of ledger.inState(state)) {
      for (const { rendition } of page) counts.set(rendition, (counts.get(rendition) ?? 0) + 1);
    }
  }
  return counts;
}
