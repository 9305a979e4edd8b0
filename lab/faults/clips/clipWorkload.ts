import { setTimeout as wait } from 'node:timers/promises';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { clipIdOf, writeClipRequest } from '../../../contract/messages/clip.ts';
import { forRendition } from '../../../contract/messages/request.ts';
import { recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../presets/recordings/writeKey.ts';
import { type Random, randomOf } from '../../support/random.ts';
import type { Tally } from '../inject/tally.ts';
import { CLIP_RENDITIONS, RECORDING_KEYS, type SourceClip } from '../stack/faultProject.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import type { ToldRecording } from './camerasApi.ts';

/** A clip that was asked for. */
export interface AskedClip {
  /** Of its job's source. */
  key: string;
  rendition: string;
  seconds: number;
}

export interface ClipWorkloadParts {
  seed: number;
  stack: FaultStack;
  /** What a camera records, and what takes its place where a recording is overwritten. */
  footage: [SourceClip, SourceClip];
  tally: Tally;
}

/** Of the camera whose recordings are overwritten and deleted, so that what is cut of them may differ from try to try. */
export const UNSTEADY = 'unsteady';
const STEADY = 'steady';

const RECORDINGS = 6;
const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';
const BUCKET = 'fanreel-recordings';

/** How long a recording is away that was deleted, milliseconds. */
const AWAY_MS = 2_000;

/** Asks for clips of two cameras, while the recordings of one are overwritten and deleted. */
export class ClipWorkload {
  readonly asked: AskedClip[] = [];
  readonly recordings: ToldRecording[] = [];
  readonly #parts: ClipWorkloadParts;
  readonly #random: Random;
  readonly #later: Promise<void>[] = [];
  readonly #startMs = Math.floor(Date.now() / 1_000) * 1_000 - 600_000;

  constructor(parts: ClipWorkloadParts) {
    this.#parts = parts;
    this.#random = randomOf(parts.seed);
  }

  /** Puts all recordings where they are looked for. */
  async record(): Promise<void> {
    const [{ seconds }] = this.#parts.footage;
    for (const camera of [STEADY, UNSTEADY]) {
      for (let index = 0; index < RECORDINGS; index += 1) {
        const startTimestampInMs = this.#startMs + index * seconds * 1_000;
        const key = this.#keyOf(camera, index);
        const endTimestampInMs = startTimestampInMs + seconds * 1_000;
        if (camera === STEADY) this.recordings.push({ startTimestampInMs, endTimestampInMs, key });
        await this.#put(key, 0);
      }
    }
  }

  /** Asks for one more, perhaps twice; of what is not steady something may happen to a recording meanwhile. */
  async askForOne(): Promise<void> {
    const [{ seconds }] = this.#parts.footage;
    const rendition = this.#random.pick(CLIP_RENDITIONS);
    // What the API tells of is the steady camera's.
    const camera = rendition === 'cuts' && this.#random.chance(0.5) ? UNSTEADY : STEADY;
    const from = Math.round(this.#random.between(0, (RECORDINGS - 2) * seconds) * 1_000);
    const length = Math.round(this.#random.between(1, seconds) * 1_000);
    const span = { camera, fromMs: this.#startMs + from, toMs: this.#startMs + from + length };
    const clipId = clipIdOf(span);
    this.asked.push({ key: `${camera}/${clipId}`, rendition, seconds: length / 1_000 });
    const ask = () => this.#publish(writeClipRequest({ clipId, span, force: false }), rendition);
    await ask();
    if (this.#random.chance(0.2)) await ask();
    if (camera === UNSTEADY) this.#disturb(Math.floor(from / 1_000 / seconds));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#later);
  }

  #disturb(index: number): void {
    const { stack, tally } = this.#parts;
    const key = this.#keyOf(UNSTEADY, index);
    const afterMs = this.#random.between(100, 2_500);
    const fate = this.#random.next();
    if (fate < 0.4)
      this.#soon(afterMs, () => this.#put(key, 1).then(() => tally.add('operator: recording replaced')));
    if (fate >= 0.4 && fate < 0.7) {
      this.#soon(afterMs, async () => {
        await stack.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
        tally.add('operator: recording deleted');
        await wait(AWAY_MS);
        await this.#put(key, 0);
      });
    }
  }

  /** Of a camera's so-manieth recording. */
  #keyOf(camera: string, index: number): string {
    const [{ seconds }] = this.#parts.footage;
    const startMs = this.#startMs + index * seconds * 1_000;
    return writeKey(recordingKeys(RECORDING_KEYS), { camera, startMs, seconds });
  }

  #soon(ms: number, act: () => Promise<void>): void {
    this.#later.push(wait(ms).then(act));
  }

  async #put(key: string, which: 0 | 1): Promise<void> {
    const Body = this.#parts.footage[which].body;
    await this.#parts.stack.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body }));
  }

  async #publish(Message: string, rendition: string): Promise<void> {
    await this.#parts.stack.sns.send(
      new PublishCommand({ TopicArn: UPLOADS, Message, MessageAttributes: forRendition(rendition) }),
    );
  }
}
