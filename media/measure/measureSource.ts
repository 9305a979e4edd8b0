import { join } from 'node:path';
import { WorkError } from '../../failures/workError.ts';
import { checkAmount } from '../accepted.ts';
import type { HardenedInputOptions } from '../ffmpeg/hardenedInput.ts';
import { firstArgs, measureArgs, REPORTS } from '../ffmpeg/measureArgs.ts';
import type { SourcePlan } from '../plan/sourcePlan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import type { Bench } from '../run/bench.ts';
import { joinFields } from '../timeline/joinFields.ts';
import { keyTimes } from '../timeline/keyTimes.ts';
import {
  countedPictures,
  needsFirstSeen,
  type PictureTimes,
  pictureTimes,
} from '../timeline/pictureTimes.ts';
import { type Packet, readPackets, timeOf } from '../timeline/readPackets.ts';
import { type Sound, soundTimes } from '../timeline/soundTimes.ts';
import { readSettled } from './readSettled.ts';
import { wholeBytes } from './wholeBytes.ts';

/** What has to be known of a source to measure it, of either plan. */
export type Measurable = Pick<SourcePlan, 'video' | 'audio' | 'clock' | 'untimed' | 'incomplete' | 'source'>;

/** What a source's packets tell of its time, as the ffmpeg that is about to decode it reads them. */
export interface Timeline {
  pictures: PictureTimes;
  /** When pictures are seen at which decoding can begin, in order, seconds by the pictures' clock. */
  keys: number[];
  /** The first packet's time of decoding, seconds by the same clock. */
  startDts: number;
  /** Null where the plan takes none. */
  sound: Sound | null;
  /** Its end is missing; what is there can be made. */
  incomplete: boolean;
  /** How the source is to be opened, the same in every run. */
  opened: HardenedInputOptions;
}

/** What ffmpeg says of a Matroska file whose last cluster is not whole. */
const ENDED_EARLY = /File ended prematurely/;

/** The last piece of data may be told in several packets, of which not each is marked. */
const LAST_PACKETS = 3;

/** A report has some 60 bytes a packet: more than eight hours of sound and of pictures at 240 a second take. */
const REPORT_BYTES = 1024 ** 3;

/** The packets of all pictures, by ffmpeg's report of them at a path. */
export type ReadPictures = (report: string) => Promise<Packet[]>;

/**
 * Reads a source to its end without decoding a picture; `how` is what else has to be known to open it.
 * @throws {WorkError} as checkAmount; corrupt where it has no picture, corrupt-audio where nothing of its sound can be decoded, and
 * runFfmpeg's.
 */
export async function measureSource(
  plan: Measurable,
  bench: Bench,
  how: HardenedInputOptions = {},
  readPictures: ReadPictures = readPackets,
): Promise<Timeline> {
  const { folder, input, run } = bench;
  const end = plan.incomplete && plan.clock.exactDurations ? await wholeBytes(input) : null;
  const opened = { ...how, openEdits: plan.clock.openEdits, ...(end !== null && { endBytes: end }) };
  const streams = {
    picture: `0:${streamSpecifier('V', plan.video)}`,
    sound: plan.audio && {
      name: `0:${streamSpecifier('a', plan.audio)}`,
      floatSamples: plan.audio.floatSamples,
    },
  };
  const words = await run(measureArgs(input, streams, opened), { fileBytes: REPORT_BYTES });
  const packets = picturePackets(await readPictures(join(folder, REPORTS.pictures)), plan);
  const firstSeen = needsFirstSeen(packets, plan.clock) ? await firstPicture(streams, opened, bench) : null;
  const pictures = picturesOf(packets, plan, firstSeen);
  if (pictures === null) throw noPicture();
  checkAmount(plan.source, pictures.end - (pictures.times[0] ?? 0), pictures.times.length);
  const heard = plan.audio === null ? [] : await readPackets(join(folder, REPORTS.sounds));
  return {
    pictures,
    keys: keyTimes(packets),
    startDts: packets[0]?.dts ?? 0,
    sound: plan.audio === null ? null : await soundOf(heard, plan, folder),
    incomplete:
      plan.incomplete || ENDED_EARLY.test(words) || endsCorrupt(packets, plan) || endsCorrupt(heard, plan),
    opened,
  };
}

function picturePackets(packets: Packet[], { video, source, untimed }: Measurable): Packet[] {
  return video.deinterlace && source.fps !== null && !untimed ? joinFields(packets, source.fps) : packets;
}

function picturesOf(
  packets: Packet[],
  { clock, untimed, video }: Measurable,
  firstSeen: number | null,
): PictureTimes | null {
  const frameSeconds = video.fps.den / video.fps.num;
  if (untimed) return countedPictures(packets, frameSeconds);
  return pictureTimes(packets, { ...clock, frameSeconds }, firstSeen);
}

/** When the first picture is shown that comes out of the decoder, seconds; null where none does. */
async function firstPicture(
  streams: Parameters<typeof firstArgs>[1],
  opened: HardenedInputOptions,
  { folder, input, run }: Bench,
): Promise<number | null> {
  await run(firstArgs(input, streams, opened));
  const [first] = await readPackets(join(folder, REPORTS.seen));
  return first === undefined ? null : timeOf(first);
}

async function soundOf(packets: Packet[], { untimed }: Measurable, folder: string): Promise<Sound> {
  const decoded = await readPackets(join(folder, REPORTS.heard));
  const settled = await readSettled(join(folder, REPORTS.settled));
  const sound = soundTimes(packets, decoded, untimed ? null : settled);
  if (sound === null) throw noSound();
  if (!untimed) return sound;
  return { ...sound, first: 0, end: decoded.reduce((sum, { seconds }) => sum + seconds, 0) };
}

/** At the end of the file it was cut off; in the middle it is damage, which the decoder meets. */
function endsCorrupt(packets: Packet[], { clock }: Measurable): boolean {
  return !clock.exactDurations && packets.slice(-LAST_PACKETS).some(({ corrupt }) => corrupt);
}

function noPicture(): WorkError {
  return new WorkError('corrupt', {
    message: 'Not a single frame of the video could be decoded; the file is damaged.',
    detail: 'no packet of the video can be read',
  });
}

function noSound(): WorkError {
  return new WorkError('corrupt-audio', { message: "The file's sound is damaged and cannot be decoded." });
}
