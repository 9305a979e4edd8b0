import { sniffHead } from '../../media/containers/sniff/sniffHead.ts';
import { decideByName, type LeftAlone } from './decideByName.ts';

/** The start of an object, or a clause that says why it cannot be had. */
export type Head = { bytes: Uint8Array; sizeBytes: number } | LeftAlone;

/** Whether an object is a video to work on; else why it is left alone. */
export type UploadDecision = 'video' | LeftAlone;

/** What has to be read of an object whose name does not tell, bytes: one small ranged GET. */
export const HEAD_BYTES = 16 * 1024;

/**
 * The one place that decides what becomes of an upload: by its name, and where that does not tell by the start of its
 * content, which `peek` is asked for only then. The same name and content are always decided alike, so it need not be
 * recorded to be looked up. Whatever is left alone costs nobody more than this.
 * @throws what `peek` throws.
 */
export async function decideUpload(key: string, peek: () => Promise<Head> | Head): Promise<UploadDecision> {
  const byName = decideByName(key);
  return byName === 'unknown' ? decideByContent(await peek()) : byName;
}

/** For the log and for people. */
export function leftAloneSentence(key: string, { leftAlone }: LeftAlone): string {
  return `"${key}" ${leftAlone}: left alone.`;
}

function decideByContent(head: Head): UploadDecision {
  if ('leftAlone' in head) return head;
  if (head.sizeBytes === 0) return { leftAlone: 'is empty, and is not a video by its name' };
  const found = sniffHead(head.bytes, head.sizeBytes);
  return found.isTaken ? 'video' : { leftAlone: `is not a video by its content (${found.what})` };
}
