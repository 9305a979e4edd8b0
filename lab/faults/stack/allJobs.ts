import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../../contract/job.ts';
import { jobOf } from '../../../contract/jobOf.ts';
import type { FaultStack } from './faultStack.ts';

/** Every item: a suite may scan, fanreel itself does not. */
export async function allJobs({ dynamo }: FaultStack): Promise<Job[]> {
  const items: Job[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: 'fanreel-jobs' })) {
    items.push(...Items.filter(item => 'rendition' in item).map(item => jobOf(item)));
  }
  return items;
}
