import { incompleteWords } from '../../../media/plan/incomplete.ts';
import { parseMessage } from '../../../pipeline/uploads/parseMessage.ts';
import { droppedWords, heldWords } from '../../ledger/words/notRunWords.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import { formatBytes, formatSeconds } from '../../terminal/units.ts';
import type { UpEvent } from './upEvent.ts';

type Told = Exclude<UpEvent, { event: 'ready' }>;

/** An event as one line for people: the local time, what happened, and to what. */
export function eventLine(event: Told): string {
  const time = new Date(event.at).toTimeString().slice(0, 8);
  return `${time}  ${event.event.padEnd(13)}  ${text(event)}`;
}

function text(event: Told): string {
  switch (event.event) {
    case 'received':
      return `${printable(event.source.key)}${size(event.source.sizeBytes)} for ${event.renditions.join(', ')}`;
    case 'ignored':
      return `${printable(event.path ?? event.key)} ${event.reason}`;
    case 'routed':
      return `${name(event)} to ${event.engine}${seconds(event.predictedSeconds)}: ${oneLine(event.reason ?? '')}`;
    case 'progress':
      return `${name(event)} ${event.progress ?? 0} %`;
    case 'complete':
      return `${name(event)} ${output(event)}`;
    case 'retrying':
      return `${name(event)} after: ${oneLine(event.failure?.message ?? 'an unknown failure')}`;
    case 'failed':
      return `${name(event)}: ${oneLine(event.failure?.message ?? 'an unknown failure')}`;
    case 'held':
      return `${name(event)}: ${heldWords(event)}`;
    case 'dropped':
      return `${name(event)} ${droppedWords(event)}`;
    case 'pending':
    case 'not-available':
    case 'out-of-range':
      return `${name(event)}: ${oneLine(event.reason ?? '')}`;
    case 'dead-lettered':
      return `${deadLetter(event)}; mend the cause, then "npx fanreel redrive ${event.rendition}"`;
    case 'upload-failed': {
      const what = event.path === undefined ? '' : `${printable(event.path)}: `;
      return `${what}${oneLine(event.message)} (trying again in ${formatSeconds(event.retryInSeconds)})`;
    }
  }
}

function name(event: { source?: { key: string }; messageId?: string; rendition: string }): string {
  const what = event.source ? printable(event.source.key) : `message ${event.messageId ?? ''}`;
  return `${what} ${event.rendition}`;
}

function size(bytes: number | undefined): string {
  return bytes === undefined ? '' : ` (${formatBytes(bytes)})`;
}

function seconds(predicted: number | undefined): string {
  return predicted === undefined ? '' : `, about ${formatSeconds(predicted)}`;
}

function output({ output, warnings = [] }: Extract<Told, { event: 'complete' }>): string {
  if (!output) return '';
  const { bucket, key, width, height, durationSeconds, sizeBytes, incomplete } = output;
  const told = [`${width}x${height}`, formatSeconds(durationSeconds), formatBytes(sizeBytes)];
  const facts = [...told, ...(incomplete ? [incompleteWords(incomplete)] : [])].join(', ');
  return [`s3://${bucket}/${printable(key)} (${facts})`, ...warnings.map(oneLine)].join('; ');
}

function deadLetter(event: Extract<Told, { event: 'dead-lettered' }>): string {
  const why = event.reason ? `: ${oneLine(event.reason).replace(/\.$/, '')}` : '';
  return `${keyIn(event.body) ?? `message ${event.messageId}`} ${event.rendition}, ${event.receiveCount} receives${why}`;
}

/** The first key a message asks for, if it can be read at all. */
function keyIn(body: string): string | null {
  try {
    const key = parseMessage(body).sources[0]?.key;
    return key === undefined ? null : printable(key);
  } catch {
    return null;
  }
}
