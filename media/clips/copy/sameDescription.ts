import { parseBoxes } from '../../movie/box.ts';

/** Behind the head of `stsd`, and of an entry's own head and fields (ISO 14496-12, 8.5.2 and 12.1.3, 12.2.3). */
const ENTRY_AT = 8;
const BOXES_AT = { vide: 78, soun: 28 };

/** Of an entry of sound, behind what all entries have. */
const VERSION_AT = 8;

/** What a decoder is not set up by. */
const RATES = 'btrt';

/** The tag of what sets up a decoder of sound (ISO 14496-1, 7.2.6.6). */
const SETUP_TAG = 5;

/** Whether a decoder that was set up for one track goes on with another: their descriptions, but for the bit rates that they tell. */
export function sameDescription(one: Buffer, other: Buffer, kind: 'vide' | 'soun'): boolean {
  const [first, second] = [setupOf(one, kind), setupOf(other, kind)];
  return first !== null && second !== null && first.equals(second);
}

/** Whether sound is described as in QuickTime, which MP4 does not know: its description has a version. */
export function isQuickTimes(stsd: Buffer): boolean {
  const [entry] = parseBoxes(stsd.subarray(ENTRY_AT));
  return entry !== undefined && Buffer.isBuffer(entry.body) && entry.body.readUInt16BE(VERSION_AT) > 0;
}

/** What a decoder is set up by; null where there is not just one description. */
function setupOf(stsd: Buffer, kind: 'vide' | 'soun'): Buffer | null {
  const [entry, ...others] = parseBoxes(stsd.subarray(ENTRY_AT));
  if (!entry || others.length > 0 || !Buffer.isBuffer(entry.body)) return null;
  const fields = entry.body.subarray(0, BOXES_AT[kind]);
  const boxes = parseBoxes(entry.body.subarray(BOXES_AT[kind])).filter(({ type }) => type !== RATES);
  const parts = boxes.flatMap(({ type, body }) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return [Buffer.from(type, 'latin1'), type === 'esds' ? decoderSetup(bytes) : bytes];
  });
  return Buffer.concat([Buffer.from(entry.type, 'latin1'), fields, ...parts]);
}

/** Of an elementary stream's description, which also tells bit rates, the last part. */
function decoderSetup(esds: Buffer): Buffer {
  const at = esds.indexOf(SETUP_TAG, esds.indexOf(4, 4) + 14);
  return at === -1 ? esds : esds.subarray(at);
}
