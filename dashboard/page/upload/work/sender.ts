import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import { API_PATH } from '../../../wire/paths.ts';
import type { Parts, Signed } from '../../../wire/uploads/uploads.ts';
import { change } from '../../address/call.ts';
import { crc32Of } from './crc32.ts';
import { isFinal, PAUSES_MS, persistently } from './persistently.ts';
import type { Begun } from './row.ts';

/** Parts that are on their way at a time, of all files: a browser keeps six connections, and the page needs some. */
const AT_A_TIME = 4;

/** Until somebody gives up: a day of the longest pause. */
const PATIENCE = [...PAUSES_MS, ...Array.from({ length: 5_760 }, () => PAUSES_MS.at(-1) ?? 0)];

/** What is to be sent. */
export interface Sending {
  /** The row's. */
  id: number;
  file: File;
  begun: Begun;
}

/** Hears how it goes, by the row's id. */
export interface SendListener {
  progress(id: number, sentBytes: number): void;
  /** The line broke and is tried again, or is there again. */
  line(id: number, isBroken: boolean): void;
  /** All parts are there; their eTags in order. */
  sent(id: number, eTags: string[]): void;
  failed(id: number, error: Error): void;
}

interface UnderWay extends Sending {
  uppyId: string;
  /** The checksums of parts that were reckoned, by number. */
  verified: Map<number, string>;
}

type Meta = { row: number };
type Sent = { eTags: string[] };
type Signature = { method: 'PUT'; url: string; headers: Record<string, string> };

/** Sends files to S3 part by part, by Uppy: each part signed when it is due, and again when that has expired. */
export class Sender {
  readonly #uppy = new Uppy<Meta, Sent>({ logger: SILENT });
  readonly #listener: SendListener;
  readonly #files = new Map<number, UnderWay>();
  readonly #signatures = new WeakMap<object, number>();

  constructor(listener: SendListener) {
    this.#listener = listener;
    this.#uppy.use(AwsS3, {
      ...{ limit: AT_A_TIME, shouldUseMultipart: true, retryDelays: PATIENCE },
      getChunkSize: ({ size }) => this.#partBytes(size),
      createMultipartUpload: () => Promise.reject(new Error('It is begun before it is sent.')),
      listParts: (file, { signal }) => this.#partsThere(this.#of(file.meta.row), signal),
      signPart: (file, part) => this.#sign(this.#of(file.meta.row), part),
      // An upload that failed is gone on with, and one that is canceled is thrown away by whoever cancels it.
      abortMultipartUpload: async () => {},
      completeMultipartUpload: async (_, { parts }) =>
        ({ eTags: parts.map(({ ETag = '' }) => ETag.replaceAll('"', '')) }) as object,
      uploadPartBytes: options => this.#put(options),
    });
    this.#uppy.on('upload-progress', (file, { bytesUploaded }) => {
      if (file) listener.progress(file.meta.row, bytesUploaded || 0);
    });
    this.#uppy.on('upload-success', (file, { body }) => {
      if (!file) return;
      this.#leave(file.meta.row);
      listener.sent(file.meta.row, body?.eTags ?? []);
    });
    this.#uppy.on('upload-error', (file, error) => file && this.#fail(file.meta.row, error));
  }

  send(sending: Sending): void {
    const { id, file, begun } = sending;
    const uppyId = this.#uppy.addFile({
      ...{ name: file.name, type: file.type, data: file },
      // By which Uppy tells files apart.
      meta: { row: id, relativePath: String(id) } as Meta,
    });
    this.#files.set(id, { ...sending, uppyId, verified: new Map() });
    this.#uppy.setFileState(uppyId, { s3Multipart: { key: begun.key, uploadId: begun.uploadId } } as object);
    this.#uppy.upload().catch(() => {});
  }

  /** Pauses what is sent, and goes on with what is paused. */
  toggle(id: number): void {
    const file = this.#files.get(id);
    if (file) this.#uppy.pauseResume(file.uppyId);
  }

  /** Sends no more of it. */
  leave(id: number): void {
    this.#leave(id);
  }

  #of(id: unknown): UnderWay {
    const file = this.#files.get(id as number);
    if (!file) throw new DOMException('It is sent no more.', 'AbortError');
    return file;
  }

  /** Files of one size are cut alike. */
  #partBytes(size: number): number {
    const found = [...this.#files.values()].find(({ file }) => file.size === size);
    return found?.begun.partBytes ?? size;
  }

  /** Those parts that are there and are of this very file: of another one that looked the same they are sent again. */
  async #partsThere({ id, file, begun, verified }: UnderWay, signal = NEVER) {
    const { key, uploadId, partBytes } = begun;
    const line = (isBroken: boolean) => this.#listener.line(id, isBroken);
    const ask = () => change<Parts>('POST', `${API_PATH}uploads/parts`, { key, uploadId });
    const { parts } = await persistently(ask, { signal, line });
    if (parts === null) throw new Gone();
    const there: { PartNumber: number; Size: number; ETag: string }[] = [];
    for (const { number, sizeBytes, eTag, crc32 = '' } of parts) {
      const part = file.slice((number - 1) * partBytes, number * partBytes);
      if (part.size !== sizeBytes) continue;
      if (!verified.has(number)) verified.set(number, await crc32Of(part, signal));
      if (verified.get(number) === crc32) there.push({ PartNumber: number, Size: sizeBytes, ETag: eTag });
    }
    this.#listener.progress(
      id,
      there.reduce((sum, { Size }) => sum + Size, 0),
    );
    return there;
  }

  async #sign(
    { id, begun: { key, uploadId }, verified }: UnderWay,
    {
      partNumber: number,
      body,
      signal,
    }: { partNumber: number; body: Blob; signal?: AbortSignal | undefined },
  ): Promise<Signature> {
    try {
      const crc32 = await crc32Of(body, signal);
      verified.set(number, crc32);
      const part = { key, uploadId, number, crc32 };
      const { url, headers } = await change<Signed>('POST', `${API_PATH}uploads/sign`, part);
      const signature: Signature = { method: 'PUT', url, headers };
      this.#signatures.set(signature, id);
      return signature;
    } catch (error) {
      if (signal?.aborted) throw error;
      // Uppy would try this again for a day.
      if (isFinal(error)) queueMicrotask(() => this.#fail(id, error as Error));
      else this.#listener.line(id, true);
      throw error;
    }
  }

  async #put(options: PutOptions): Promise<Awaited<ReturnType<typeof AwsS3.uploadPartBytes>>> {
    const id = this.#signatures.get(options.signature) ?? -1;
    try {
      const part = await AwsS3.uploadPartBytes(options);
      this.#listener.line(id, false);
      return part;
    } catch (error) {
      const { status = 0, responseText = '' } = (error as { source?: Partial<XMLHttpRequest> }).source ?? {};
      if (options.signal?.aborted) throw error;
      if (EXPIRED.test(responseText)) throw expired();
      if (status === 0 || status >= 500) this.#listener.line(id, true);
      // Uppy would try some of these again.
      else queueMicrotask(() => this.#fail(id, refusedBy(status, responseText)));
      throw error;
    }
  }

  #fail(id: number, error: Error): void {
    if (!this.#files.has(id)) return;
    this.#leave(id);
    this.#listener.failed(id, error);
  }

  #leave(id: number): void {
    const file = this.#files.get(id);
    this.#files.delete(id);
    if (file && this.#uppy.getFile(file.uppyId)) this.#uppy.removeFile(file.uppyId);
  }
}

/** The upload was thrown away: by somebody, or by the bucket after some days. */
export class Gone extends Error {
  override readonly name = 'Gone';
}

type PutOptions = Parameters<typeof AwsS3.uploadPartBytes>[0];

const NEVER = new AbortController().signal;

const SILENT = { debug: () => {}, warn: () => {}, error: () => {} };

/** As S3 says that a link is too old, or what it was signed with. */
const EXPIRED = /Request has expired|<Code>(?:ExpiredToken|RequestTimeTooSkewed)</;

/** What Uppy takes for a link that is to be signed anew. */
function expired(): Error {
  return Object.assign(new Error('Request has expired'), { source: { status: 403 } });
}

/** Another tab may have completed the same upload meanwhile. */
function refusedBy(status: number, answer: string): Error {
  if (status === 404) return new Gone();
  const why = /<Message>([^<]*)</.exec(answer)?.[1];
  return new Error(`S3 refused a part (${status}${why ? `: ${why}` : ''}).`);
}
