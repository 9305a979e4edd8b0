import { Logger } from '@aws-lambda-powertools/logger';
import type { Job } from '../../contract/job.ts';
import type { About } from '../../pipeline/answerTo.ts';

/** Structured lines, one JSON object each; Lambda's own request id joins them to START and REPORT. */
export const logger = new Logger();

/** From here on each line says what it is about, until this is called again. */
export function logAbout(about: Record<string, unknown>): void {
  logger.resetKeys();
  logger.appendKeys(about);
}

/** The fields by which every line of a job's can be found. */
export function aboutJob({ jobId, rendition, source, message }: Job): About {
  const { bucket, key, version } = source;
  return { messageId: message.id, rendition, jobId, source: { bucket, key, version } };
}
