import { resourceNotFound } from '../sqsErrors.ts';

/** A task's handle on the wire: the form that AWS gives it, base64 of JSON. */
export function taskHandle(taskId: string, sourceArn: string): string {
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');
}

/** @throws {AwsError} ResourceNotFoundException for what is no handle. */
export function readTaskHandle(handle: string): string {
  try {
    return String(JSON.parse(Buffer.from(handle, 'base64').toString()).taskId);
  } catch {
    throw resourceNotFound('Task does not exist.');
  }
}
