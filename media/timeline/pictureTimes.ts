import { type Packet, timeOf } from './readPackets.ts';
import { quantile, SAME_SECONDS, stepsOf } from './steps.ts';

/** When a source's pictures are to be seen, seconds by the clock of the ffmpeg that read it. */
export interface PictureTimes {
  /** Each picture's, in the order in which they are seen. */
  times: number[];
  /** When the last one ends. */
  end: number;
  /** How much later the decoder shows the pictures than the container counts them. */
  lag: number;
}

/** What the container's own tables say beyond its packets. */
export interface PictureFacts {
  /** Durations are those of a table (MP4's `stts`) and not a guess from a rate. */
  exactDurations: boolean;
  /** How much of the track its edit list shows, seconds; null where there is none, or it does not say. */
  editSeconds: number | null;
  /** How long the longest sample of the track lasts by its index, seconds; null where there is none. */
  longestSeconds: number | null;
  /** The container numbers its frames and has no times (AVI): the first is shown when its stream begins. */
  numbered: boolean;
  /** Of a frame, where nothing else tells how long one is shown. */
  frameSeconds: number;
}

/** No codec puts a picture off by more than this, pictures. */
const MAX_DELAY = 16;

/**
 * The pictures that a decoder can show of these packets: from the first key frame on, without what an edit list leaves
 * out. `firstSeen` is the time of the first picture that the decoder showed, where `needsFirstSeen` asks for it. Null
 * where there is no picture.
 */
export function pictureTimes(
  packets: Packet[],
  facts: PictureFacts,
  firstSeen: number | null = null,
): PictureTimes | null {
  const shown = decodable(packets, facts.numbered ? null : firstSeen);
  const first = shown[0];
  if (first === undefined) return null;
  const inOrder = [...shown].sort((a, b) => timeOf(a) - timeOf(b));
  const delay = facts.numbered ? delayOf(inOrder[0] ?? first, firstSeen, facts) : 0;
  const times = inOrder.map(packet => timeOf(packet) + delay);
  const [start = 0, last = 0] = [times[0], times.at(-1)];
  return {
    times,
    end: last + heldSeconds(shown, inOrder, facts, start + (facts.editSeconds ?? 0) - last),
    lag: facts.numbered ? Math.max(0, start - first.dts) : 0,
  };
}

/**
 * Where frames are numbered in the order in which they are decoded, only the decoder knows when it shows the first; what
 * it shows later than any codec makes it do was not the first.
 */
function delayOf(first: Packet, firstSeen: number | null, { frameSeconds }: PictureFacts): number {
  const delay = firstSeen === null ? 0 : firstSeen - timeOf(first);
  return delay > 0 && delay < MAX_DELAY * frameSeconds ? delay : 0;
}

/** Pictures that have no times of their own come one after another at the plan's rate. Null where there is none. */
export function countedPictures(packets: Packet[], frameSeconds: number): PictureTimes | null {
  if (packets.length === 0) return null;
  return {
    times: packets.map((_, index) => index * frameSeconds),
    end: packets.length * frameSeconds,
    lag: 0,
  };
}

/**
 * Whether only the decoder knows which picture is shown first, and when: where frames are numbered, and where pictures
 * follow the first key frame that are shown ahead of it. They may refer to others before it, which are not there (an
 * open group), or to it alone (a closed one).
 */
export function needsFirstSeen(packets: Packet[], { numbered }: Pick<PictureFacts, 'numbered'>): boolean {
  if (numbered) return true;
  const { key, rest } = fromFirstKey(packets);
  return (
    key !== undefined && !key.discarded && rest.some(packet => !packet.discarded && isAhead(packet, key))
  );
}

function decodable(packets: Packet[], firstSeen: number | null): Packet[] {
  const { key, rest } = fromFirstKey(packets);
  const isSeen = (packet: Packet) =>
    firstSeen === null
      ? key === undefined || key.discarded || !isAhead(packet, key)
      : timeOf(packet) > firstSeen - SAME_SECONDS;
  return rest.filter(packet => !packet.discarded && isSeen(packet));
}

/** Where no packet is marked as a key frame the decoder is left to find out. */
function fromFirstKey(packets: Packet[]): { key: Packet | undefined; rest: Packet[] } {
  const rest = packets.slice(
    Math.max(
      0,
      packets.findIndex(({ key }) => key),
    ),
  );
  return { key: rest[0], rest };
}

function isAhead(packet: Packet, key: Packet): boolean {
  return timeOf(packet) < timeOf(key);
}

/**
 * An edit list tells exactly when the last picture ends, as far as some sample of the track lasts so long: what it
 * claims beyond that is nobody's.
 */
function heldSeconds(shown: Packet[], inOrder: Packet[], facts: PictureFacts, byEdits: number): number {
  const seconds = lastSeconds(shown, inOrder, facts);
  if (facts.editSeconds === null || byEdits <= 0) return seconds;
  const longest = Math.max(seconds, facts.longestSeconds ?? 0);
  return Math.max(SAME_SECONDS, Math.min(byEdits, longest));
}

/**
 * How long the last picture is shown. In a table of durations they belong to packets in decoding order, so that all of
 * them together tell when the last picture ends and its own does not. Elsewhere a packet's duration is the writer's only
 * where it differs from the others'; else it is a guess from a rate in the header, which the real steps overrule.
 */
function lastSeconds(shown: Packet[], inOrder: Packet[], facts: PictureFacts): number {
  const times = inOrder.map(timeOf);
  const [start = 0, last = 0] = [times[0], times.at(-1)];
  const own = inOrder.at(-1)?.seconds ?? 0;
  if (facts.exactDurations) {
    const rest = start + shown.reduce((sum, { seconds }) => sum + seconds, 0) - last;
    return rest > SAME_SECONDS ? rest : own || facts.frameSeconds;
  }
  const step = quantile(stepsOf(times), 0.5) ?? facts.frameSeconds;
  const usual =
    quantile(
      shown.map(({ seconds }) => seconds),
      0.5,
    ) ?? 0;
  if (own > 0 && Math.abs(own - usual) > SAME_SECONDS) return own;
  return usual > 0 && usual < step * 1.5 ? usual : step || facts.frameSeconds;
}
