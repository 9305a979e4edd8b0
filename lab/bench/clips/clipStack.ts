import { createReadStream, statSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { writeClipRequest } from '../../../contract/messages/clip.ts';
import { forRendition } from '../../../contract/messages/request.ts';
import { choosePresets } from '../../../presets/index.ts';
import { allRecordingKeys, type RecordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../presets/recordings/writeKey.ts';
import { copyProject, type Project } from '../../support/project.ts';
import { dataFolder, RunningStack } from '../../support/runningStack.ts';

/** By how a clip is cut, the preset that does so. */
export const PRESETS = { exact: 'clips', copy: 'copied-clips' } as const;

/** For a clip, even on a crowded machine, milliseconds. */
const CLIP_MS = 600_000;

/** When the first recording begins: some while ago, on a whole second. */
const STARTED_MS = Math.floor(Date.now() / 1_000) * 1_000 - 6 * 3_600_000;

/** The whole stack, as users start it, with nothing but clips. */
export class ClipStack implements AsyncDisposable {
  readonly #project: Project;
  readonly #keys: RecordingKeys;
  readonly #stack: RunningStack;

  private constructor(project: Project, keys: RecordingKeys, stack: RunningStack) {
    this.#project = project;
    this.#keys = keys;
    this.#stack = stack;
  }

  static async start(): Promise<ClipStack> {
    const project = copyProject();
    const preset = (await choosePresets([PRESETS.exact])).get(PRESETS.exact);
    if (preset?.kind !== 'clip') throw new TypeError(`${PRESETS.exact} is no preset of clips.`);
    const [keys] = preset.recordings.by === 'key' ? allRecordingKeys(preset.recordings) : [];
    if (!keys) throw new TypeError(`${PRESETS.exact} finds no recordings by their keys.`);
    project.addPreset(PRESETS.copy, { ...preset, cut: 'copy' });
    await project.changeProfile(profile => ({ ...profile, presets: Object.values(PRESETS) }));
    return new ClipStack(project, keys, await RunningStack.start(project.dir, dataFolder(project.dir)));
  }

  get pid(): number {
    return this.#stack.pid;
  }

  /** Puts recordings of a camera, one behind the other, each so many seconds long. */
  async record(camera: string, paths: string[], seconds: number): Promise<void> {
    for (const [at, path] of paths.entries()) {
      const Key = writeKey(this.#keys, { camera, startMs: STARTED_MS + at * seconds * 1_000, seconds });
      const Body = createReadStream(path);
      const ContentLength = statSync(path).size;
      await this.#stack.s3.send(
        new PutObjectCommand({ Bucket: 'fanreel-recordings', Key, Body, ContentLength }),
      );
    }
  }

  /** Asks for a clip between two moments after the first recording's beginning, seconds, and waits until it is there. */
  async cut(camera: string, clipId: string, from: number, to: number, rendition: string): Promise<void> {
    const span = { camera, fromMs: STARTED_MS + from * 1_000, toMs: STARTED_MS + to * 1_000 };
    const topic = this.#stack.events.find(({ event }) => event === 'ready')?.uploadsTopicArn;
    await this.#stack.sns.send(
      new PublishCommand({
        TopicArn: String(topic),
        Message: writeClipRequest({ clipId, span, force: false }),
        MessageAttributes: forRendition(rendition),
      }),
    );
    await this.#stack.complete(`${camera}/${clipId}`, rendition, CLIP_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.stop();
    this.#project.remove();
  }
}
