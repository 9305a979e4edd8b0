import type { Message } from '@aws-sdk/client-sqs';
import { clipKey } from '../../contract/clips/clipKeys.ts';
import { parseMessage } from '../../pipeline/uploads/parseMessage.ts';

/** The keys that a letter asks for; none of one that cannot be read. */
export function keysIn({ Body = '' }: Message): string[] {
  try {
    const { sources, clip } = parseMessage(Body);
    return [...sources.map(({ key }) => key), ...(clip ? [clipKey(clip)] : [])];
  } catch {
    return [];
  }
}
