import { setTimeout as wait } from 'node:timers/promises';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { writeRequest } from '../../contract/messages/request.ts';
import { type Random, randomOf } from '../support/random.ts';
import { type DisturbanceParts, Disturbances } from './disturbances.ts';
import { eTagOf, type UploadedSource } from './invariants/uploadedSource.ts';
import { RENDITIONS, type SourceClip, type SourceClips } from './stack/faultProject.ts';
import { depth } from './stack/queues.ts';

/** So many messages may wait before the next source is uploaded: enough that all workers are busy. */
const MOST_WAITING = 14;

const UPLOADS = 'arn:aws:sns:us-east-1:000000000000:fanreel-uploads';

export interface WorkloadParts extends DisturbanceParts {
  seed: number;
  /** A job is one source and one rendition. */
  jobs: number;
  clips: SourceClips;
  /** What is asked for beside each upload. */
  meanwhile(): Promise<void>;
}

/** Uploads one source after the other, and does what users do meanwhile; the whole stack is disturbed between them. */
export class Workload {
  readonly sources: UploadedSource[] = [];
  readonly #parts: WorkloadParts;
  readonly #random: Random;
  readonly #later: Promise<void>[] = [];

  constructor(parts: WorkloadParts) {
    this.#parts = parts;
    this.#random = randomOf(parts.seed);
  }

  async all(): Promise<void> {
    const count = Math.ceil(this.#parts.jobs / RENDITIONS.length);
    const disturbances = new Disturbances(this.#parts, count);
    for (let index = 0; index < count; index += 1) {
      await this.#room();
      await this.#upload(index);
      await this.#parts.meanwhile();
      await disturbances.after(index);
    }
    await Promise.all(this.#later);
  }

  async #room(): Promise<void> {
    while ((await depth(this.#parts.stack).catch(() => MOST_WAITING)) >= MOST_WAITING) await wait(150);
  }

  async #upload(index: number): Promise<void> {
    const { clips } = this.#parts;
    const key = `uploads/source ${String(index).padStart(4, '0')}.mp4`;
    const clip = this.#clip(index);
    const source: UploadedSource = { key, eTag: eTagOf(clip.body), seconds: clip.seconds };
    this.sources.push(source);
    await this.#put(key, clip.body);
    const fate = this.#random.next();
    const afterMs = this.#random.between(100, 2_500);
    const other = clips.short.find(one => one !== clip) as SourceClip;
    if (fate < 0.04) this.#soon(afterMs, () => this.#replace(source, other));
    else if (fate < 0.07) this.#soon(afterMs, () => this.#remove(source));
    else if (fate < 0.12) this.#soon(afterMs, () => this.#publish(key, 'published again'));
    else if (fate < 0.15) this.#soon(6_000 + afterMs, () => this.#publish(key, 'event comes late'));
  }

  /** The first is a film, so that there is one however few there are. */
  #clip(index: number): SourceClip {
    const { clips } = this.#parts;
    const size = this.#random.next();
    if (index === 0) return clips.film;
    if (size < 0.15) return clips.long;
    return size < 0.25 ? clips.film : this.#random.pick(clips.short);
  }

  #soon(ms: number, act: () => Promise<void>): void {
    this.#later.push(wait(ms).then(act));
  }

  async #put(key: string, Body: Buffer): Promise<void> {
    await this.#parts.stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body }));
  }

  async #replace(source: UploadedSource, { body, seconds }: SourceClip): Promise<void> {
    await this.#put(source.key, body);
    Object.assign(source, { eTag: eTagOf(body), seconds });
    this.#parts.tally.add('operator: source replaced');
  }

  async #remove(source: UploadedSource): Promise<void> {
    await this.#parts.stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-input', Key: source.key }));
    source.eTag = null;
    this.#parts.tally.add('operator: source deleted');
  }

  async #publish(key: string, kind: string): Promise<void> {
    const request = writeRequest({ source: { bucket: 'fanreel-input', key } });
    await this.#parts.stack.sns.send(new PublishCommand({ TopicArn: UPLOADS, Message: request }));
    this.#parts.tally.add(`operator: ${kind}`);
  }
}
