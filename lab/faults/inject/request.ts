import type { IncomingMessage } from 'node:http';

/** Which service and action a request is for, as far as its head and body tell. */
export interface ServiceAction {
  service: 's3' | 'dynamodb' | 'sqs' | 'sns' | 'mediaconvert';
  /** AWS's name; for S3 the HTTP method. */
  action: string;
}

export function askedFor(request: IncomingMessage, body: Buffer): ServiceAction {
  const target = String(request.headers['x-amz-target'] ?? '');
  const [, action = ''] = target.split('.');
  if (target.startsWith('DynamoDB_')) return { service: 'dynamodb', action };
  if (target.startsWith('AmazonSQS')) return { service: 'sqs', action };
  if (request.url?.startsWith('/2017-08-29/')) {
    return { service: 'mediaconvert', action: request.method === 'POST' ? 'CreateJob' : 'GetJob' };
  }
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  if (form) return { service: 'sns', action: new URLSearchParams(body.toString()).get('Action') ?? '' };
  return { service: 's3', action: request.method ?? '' };
}
