/** Where the embedded services pretend to be. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

export function jobArn(id: string): string {
  return `arn:aws:mediaconvert:${REGION}:${ACCOUNT}:jobs/${id}`;
}

export function queueArn(name: string): string {
  return `arn:aws:mediaconvert:${REGION}:${ACCOUNT}:queues/${name}`;
}
