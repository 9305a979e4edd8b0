import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { upload } from '../../support/buckets.ts';
import { childPids } from '../../support/ending/childPids.ts';
import { copyProject, type Project } from '../../support/project.ts';
import { dataFolder, RunningStack } from '../../support/runningStack.ts';
import { functionOf } from '../meter/functionOf.ts';

/** What is made of films here. */
export const RENDITION = '1080p';

/** As many MB as have one vCPU in Lambda. */
const ONE_CORE_MB = 1_769;

/** For a film, even on a crowded machine, milliseconds. */
const FILM_MS = 1_800_000;

/** The whole stack, as users start it, with two functions of one core each that make films in pieces. */
export class FilmStack implements AsyncDisposable {
  readonly #project: Project;
  readonly #stack: RunningStack;

  private constructor(project: Project, stack: RunningStack) {
    this.#project = project;
    this.#stack = stack;
  }

  static async start(): Promise<FilmStack> {
    const project = copyProject();
    await project.changeProfile(profile => ({
      ...profile,
      presets: [RENDITION],
      function: { ...profile.function, memoryMb: ONE_CORE_MB, maxConcurrency: 2 },
      // Whatever is longer than a moment is made in pieces.
      mediaConvert: { enabled: false, aboveEncodeSeconds: 0.1 },
      segments: true,
    }));
    return new FilmStack(project, await RunningStack.start(project.dir, dataFolder(project.dir)));
  }

  get pid(): number {
    return this.#stack.pid;
  }

  get dynamo(): RunningStack['dynamo'] {
    return this.#stack.dynamo;
  }

  /** Uploads a film, and waits until it is made. Returns its job's id. */
  async make(path: string, key: string): Promise<string> {
    await upload(this.#stack.s3, key, readFileSync(path));
    const { jobId } = await this.#stack.complete(key, RENDITION, FILM_MS);
    return String(jobId);
  }

  /** Holds the functions that are there to one core each, with all that they start. */
  pin(): void {
    const workers = this.workers();
    for (const [index, pid] of workers.entries()) {
      execFileSync('taskset', ['-apc', String(index % 2), String(pid)], { stdio: 'ignore' });
    }
    if (workers.length !== 2) throw new Error(`${workers.length} functions are there, not two.`);
  }

  async fetch(key: string, path: string): Promise<void> {
    const { Body } = await this.#stack.s3.send(
      new GetObjectCommand({ Bucket: `fanreel-${RENDITION}`, Key: key }),
    );
    writeFileSync(path, (await Body?.transformToByteArray()) ?? '');
  }

  /** The processes of the functions that are there. */
  workers(): number[] {
    return childPids(this.pid).filter(isWorker);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.stop();
    this.#project.remove();
  }
}

function isWorker(pid: number): boolean {
  return functionOf(pid) === `fanreel-${RENDITION}`;
}
