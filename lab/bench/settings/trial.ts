import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import { runBare } from '../byHand/bare.ts';
import { hasVmaf, vmaf } from '../byHand/vmaf.ts';
import { endedChildrenSeconds } from '../meter/processorTime.ts';
import type { Change } from './changeArgs.ts';
import type { SettingFigures } from './describeSettings.ts';
import type { Setting } from './settingsTried.ts';

/** So many encodes at once, as many as cores: what threads are worth is seen where there is none to spare. */
export const AT_ONCE = 2;

interface TrialWork {
  rendition: string;
  plan: Plan;
  clip: string;
  folder: string;
  ffmpeg: string;
}

/** One setting for one rendition, against the command as it is. */
export class Trial {
  readonly #setting: Setting;
  readonly #work: TrialWork;
  readonly #ratios: number[] = [];
  #made: { vmaf: [number, number] | null; bytes: [number, number] } | null = null;

  constructor(setting: Setting, work: TrialWork) {
    this.#setting = setting;
    this.#work = work;
  }

  /** Whether the setting changes anything of this command: not every plan has every filter. */
  get applies(): boolean {
    return (
      this.#args('usual', args => args).join(' ') !== this.#args('usual', this.#setting.change).join(' ')
    );
  }

  /** The command as it is, and right after it as it is changed. */
  async takeTurns(): Promise<void> {
    const usual = await this.#run('usual', args => args);
    this.#ratios.push((await this.#run('changed', this.#setting.change)) / usual);
    this.#made ??= await this.#judge();
  }

  /** @throws {Error} before the first turns. */
  figures(): SettingFigures {
    if (this.#made === null) throw new Error(`${this.#setting.name} was not tried.`);
    return {
      rendition: this.#work.rendition,
      name: this.#setting.name,
      ratios: this.#ratios,
      ...this.#made,
    };
  }

  /** Processor seconds. */
  async #run(which: string, change: Change): Promise<number> {
    const { folder, ffmpeg } = this.#work;
    const commands = Array.from({ length: AT_ONCE }, (_, at) => [ffmpeg, ...this.#args(which, change, at)]);
    const before = endedChildrenSeconds();
    await runBare(commands, folder);
    return endedChildrenSeconds() - before;
  }

  /** Turns of other trials write over the same files. */
  async #judge() {
    const { plan, clip, folder, ffmpeg } = this.#work;
    const [usual, changed] = [this.#output('usual'), this.#output('changed')];
    const score = (path: string) => vmaf(ffmpeg, path, { path: clip, ...plan.source }, folder);
    const vmafs: [number, number] | null = (await hasVmaf(ffmpeg))
      ? [await score(usual), await score(changed)]
      : null;
    const bytes: [number, number] = [statSync(usual).size, statSync(changed).size];
    return { vmaf: vmafs, bytes };
  }

  #args(which: string, change: Change, at = 0): string[] {
    const { plan, clip } = this.#work;
    return change(ffmpegArgs(plan, { input: clip, output: this.#output(which, at) }));
  }

  #output(which: string, at = 0): string {
    return join(this.#work.folder, `${which}-${at}.mp4`);
  }
}
