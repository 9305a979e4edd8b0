import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import type { Tally } from './inject/tally.ts';
import { ALL_RENDITIONS } from './stack/faultProject.ts';
import type { FaultStack } from './stack/faultStack.ts';

/** As two operators who do not know of each other: SQS takes one task a queue. */
export async function redriveTwice({ sqs }: FaultStack, tally: Tally): Promise<void> {
  for (const rendition of ALL_RENDITIONS) {
    const SourceArn = `arn:aws:sqs:us-east-1:000000000000:fanreel-${rendition}-dlq`;
    const starts = [1, 2].map(() => sqs.send(new StartMessageMoveTaskCommand({ SourceArn })));
    await Promise.allSettled(starts);
    tally.add('operator: redrove twice');
  }
}
