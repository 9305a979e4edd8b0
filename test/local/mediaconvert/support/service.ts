import { EventEmitter, once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { JobStateChange } from '../../../../local/mediaconvert/job/jobStateChange.ts';
import { mediaConvertHandler } from '../../../../local/mediaconvert/mediaConvertHandler.ts';
import type { MediaConvertPorts } from '../../../../local/mediaconvert/mediaConvertPorts.ts';
import { MediaConvertStore } from '../../../../local/mediaconvert/mediaConvertStore.ts';
import { FFMPEG } from './clip.ts';

/** The embedded service behind a real port, with a map of files for S3. */
export class Service extends EventEmitter<{ event: [JobStateChange] }> {
  readonly folder: string;
  /** `s3://...` to a path on disk. */
  readonly objects = new Map<string, string>();
  readonly events: JobStateChange[] = [];
  now = Date.now();
  store: MediaConvertStore;
  client = new MediaConvertClient();
  readonly #server = createServer((request, response) => {
    void buffer(request).then(body => mediaConvertHandler(this.store)(request, response, body));
  });

  static async start(ports: Partial<MediaConvertPorts> = {}): Promise<Service> {
    const service = await Service.idle(ports);
    await service.store.start();
    return service;
  }

  /** Answers requests, but starts no job. */
  static async idle(ports: Partial<MediaConvertPorts> = {}): Promise<Service> {
    const service = new Service(await mkdtemp(join(tmpdir(), 'mediaconvert-test-')), ports);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    service.client = new MediaConvertClient({
      endpoint: service.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    return service;
  }

  private constructor(folder: string, ports: Partial<MediaConvertPorts>) {
    super();
    this.folder = folder;
    this.#ports = {
      readObject: async url => {
        const path = this.objects.get(url);
        return path === undefined ? null : { path };
      },
      storeObject: async (url, path) => {
        const kept = join(folder, `stored-${this.objects.size}.mp4`);
        await copyFile(path, kept);
        this.objects.set(url, kept);
      },
      emit: event => {
        this.events.push(event);
        this.emit('event', event);
      },
      ffmpegBin: () => FFMPEG,
      scratchDir: folder,
      endpoint: () => this.url,
      ...ports,
    };
    this.store = this.#newStore();
  }

  readonly #ports: MediaConvertPorts;

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The first event with that status, of that job if one is named, past or to come. */
  async event(status: string, jobId?: string): Promise<JobStateChange> {
    const isIt = ({ detail }: JobStateChange) =>
      detail.status === status && (jobId === undefined || detail.jobId === jobId);
    for (;;) {
      const found = this.events.find(isIt);
      if (found) return found;
      await once(this, 'event');
    }
  }

  /** As a new process would find what this one left. */
  async restart(): Promise<void> {
    await this.store.stop();
    this.store = this.#newStore();
    await this.store.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.stop();
    this.client.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
    await rm(this.folder, { recursive: true, force: true });
  }

  #newStore(): MediaConvertStore {
    return new MediaConvertStore(join(this.folder, 'jobs.sqlite'), this.#ports, { now: () => this.now });
  }
}
