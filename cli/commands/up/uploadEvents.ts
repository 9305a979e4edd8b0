import type { LocalEvents } from '../../../local/start/localEvents.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { decideUpload, type Head } from '../../../pipeline/uploads/decideUpload.ts';
import { fileHead } from '../../../pipeline/uploads/fileHead.ts';
import { type ParsedMessage, parseMessage } from '../../../pipeline/uploads/parseMessage.ts';
import type { UpEvent } from './upEvent.ts';

type UploadEvent = Extract<UpEvent, { event: 'received' | 'ignored' }>;

/** What a message on the uploads topic asks for, each source as an event, decided as every rendition decides. */
export async function* uploadEvents(
  { message, renditions }: LocalEvents['asked'][0],
  runtime: Pick<LocalRuntime, 'objectPath'>,
): AsyncIterable<UploadEvent> {
  for (const { bucket, key, version, announced } of readable(message).sources) {
    const source = { bucket, key, ...(version === undefined ? {} : { version }) };
    const decision = announced ? await decideUpload(key, () => headOf(runtime, bucket, key)) : 'video';
    const at = new Date().toISOString();
    yield decision === 'video'
      ? { event: 'received', at, source, via: announced ? 'upload' : 'publish', renditions }
      : { event: 'ignored', at, source, key, reason: decision.leftAlone };
  }
}

/** What cannot be read asks for nothing; its way into the DLQ is told when it gets there. */
function readable(message: string): ParsedMessage {
  try {
    return parseMessage(message);
  } catch {
    return { sources: [] };
  }
}

/** As the functions get it by a ranged GET. */
async function headOf(runtime: Pick<LocalRuntime, 'objectPath'>, bucket: string, key: string): Promise<Head> {
  try {
    return await fileHead(runtime.objectPath(bucket, key));
  } catch {
    return { leftAlone: 'was gone before its content could tell what it is' };
  }
}
