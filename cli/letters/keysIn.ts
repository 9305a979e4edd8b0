import type { Message } from '@aws-sdk/client-sqs';
import { parseMessage } from '../../pipeline/uploads/parseMessage.ts';

/** The keys that a letter asks for; none of one that cannot be read. */
export function keysIn({ Body = '' }: Message): string[] {
  try {
    return parseMessage(Body).sources.map(({ key }) => key);
  } catch {
    return [];
  }
}
