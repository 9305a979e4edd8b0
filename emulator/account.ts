/** Where everything here pretends to be: the account that tools for local work use, in the region that S3 takes for given. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** The ARN of something in that account and region. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}
