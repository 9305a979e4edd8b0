import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** By which rules find what is fanreel's. */
const SOURCE = 'fanreel';

/**
 * Puts one event onto the default event bus, as it is.
 * @throws what EventBridge says of an entry that it did not take: its answer is a success then, too.
 */
export async function putEvent(bus: EventBridgeClient, DetailType: string, Detail: string): Promise<void> {
  const { FailedEntryCount = 0, Entries: [entry] = [] } = await bus.send(
    new PutEventsCommand({ Entries: [{ Source: SOURCE, DetailType, Detail }] }),
  );
  if (FailedEntryCount === 0) return;
  const { ErrorCode = 'unknown', ErrorMessage = '' } = entry ?? {};
  throw new Error(`EventBridge did not take the event: ${ErrorCode}: ${ErrorMessage}`);
}
