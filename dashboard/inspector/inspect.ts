import { WorkError } from '../../failures/workError.ts';
import type { ReadRange } from '../../media/containers/bytes/boundedReader.ts';
import { probeWith } from '../../media/probe/probeWith.ts';
import { decideUpload, HEAD_BYTES } from '../../pipeline/uploads/decideUpload.ts';
import type { Found, Inspected } from '../wire/uploads/found.ts';
import { analyzeHere } from './analyzeHere.ts';

/** What becomes of a file by its name and content, told as the pipeline will tell it; nothing of it leaves the machine. */
export async function inspect({ file, key }: Omit<Inspected, 'id'>): Promise<Found> {
  const readRange = rangesOf(file);
  try {
    const decision = await decideUpload(key, async () => ({
      ...{ bytes: await readRange(0, HEAD_BYTES), sizeBytes: file.size },
    }));
    if (decision !== 'video')
      return { is: 'refused', message: `It ${decision.leftAlone}, so nothing would be made of it.` };
    return { is: 'video', probe: { ...(await probeWith(analyzeHere, readRange, file.size)) } };
  } catch (error) {
    if (error instanceof WorkError) return { is: 'refused', message: error.message };
    return { is: 'unreadable', message: whyNot(error) };
  }
}

function rangesOf(file: Blob): ReadRange {
  return async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
}

/** A browser names so what was moved, deleted or changed since it was chosen, and what it may not read. */
const GONE = new Set(['NotReadableError', 'NotFoundError']);

function whyNot(error: unknown): string {
  const { name = '', message = '' } = error as Partial<Error>;
  if (GONE.has(name)) return 'The file cannot be read, or was changed since it was chosen: choose it again.';
  return `This browser cannot look into it (${message}); what would be made of it is seen once it is uploaded.`;
}
