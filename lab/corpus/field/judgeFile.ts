import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeFile } from '../../../pipeline/kinds/prepared.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { Preset, VideoPreset } from '../../../presets/schema/preset.ts';
import { throughMedia } from '../judge/throughMedia.ts';
import { compareStills } from './compare/compareStills.ts';
import { compareVideos, type Seen } from './compare/compareVideos.ts';
import { decodePictures, type Pictures } from './compare/pictures.ts';
import { type DecodedSound, decodeSound } from './compare/sound.ts';
import type { FieldResult, FieldVerdict, SourceOpinion } from './fieldResult.ts';
import { headerFacts } from './headerFacts.ts';

const presets = await choosePresets(['720p', 'thumbnails']);

/** Small, so that hundreds of files take minutes; all else is as in the preset that people use. */
const VIDEO: Preset = { ...(presets.get('720p') as VideoPreset), height: 240 };
const THUMBNAILS = presets.get('thumbnails') as Preset;

export interface Workplace {
  /** The folder that was asked for. */
  root: string;
  /** The ffmpeg that makes things. */
  bin: string;
  /** The ffmpeg whose opinion is asked. */
  judge: string;
  scratch: string;
}

/** Takes one file through the media layer, and lets a plain ffmpeg say whether what came out is what went in. */
export async function judgeFile(path: string, workplace: Workplace): Promise<FieldResult> {
  const startedAt = performance.now();
  const { root, judge } = workplace;
  const file = join(root, path);
  const pictures = await decodePictures(judge, file);
  const sound = await decodeSound(judge, file);
  const source = { pictures, sound };
  const complaints: string[] = [];
  let output: Seen | null = null;
  const video = await verdictOf(file, VIDEO, workplace, async ([made]) => {
    const path = made?.path ?? '';
    output = { pictures: await decodePictures(judge, path), sound: await decodeSound(judge, path) };
  });
  const judged = output === null ? null : compareVideos(source, output);
  const images = await verdictOf(file, THUMBNAILS, workplace, async made => {
    const files = made.map(one => one.path);
    complaints.push(...(await compareStills(judge, files, source)));
  });
  if ((video.got === 'made') !== (images.got === 'made')) {
    complaints.push(`video ${video.got}, images ${images.got}`);
  }
  return {
    path,
    sizeBytes: (await stat(file)).size,
    ...(await headerFacts(file)),
    video,
    images,
    source: opinionOf(pictures, sound),
    output: output === null ? null : factsOf(output),
    complaints: [...(judged?.complaints ?? []), ...complaints],
    psnr: judged?.psnr ?? null,
    suspect: video.got !== 'made' && pictures !== null && pictures.errors.length === 0,
    tookSeconds: (performance.now() - startedAt) / 1000,
  };
}

/** Whatever is thrown that is no refusal is an answer as well, and the worst. */
async function verdictOf(
  file: string,
  preset: Preset,
  { bin, scratch }: Workplace,
  look: (files: MadeFile[]) => Promise<void>,
): Promise<FieldVerdict> {
  try {
    const { got, message } = await throughMedia(file, { preset, bin, scratch, look });
    return { got: got === 'accept' ? 'made' : got, message };
  } catch (error) {
    return { got: 'crash', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function opinionOf(pictures: Pictures | null, sound: DecodedSound | null): SourceOpinion {
  const errors = [...(pictures?.errors ?? []), ...(sound?.errors ?? [])];
  return {
    seconds: secondsOf(pictures),
    frames: pictures?.frames.length ?? 0,
    size: pictures ? `${pictures.width}x${pictures.height}` : '',
    soundSeconds: sound ? sound.endSeconds - sound.startSeconds : null,
    errors: errors.length,
    firstError: errors[0] ?? '',
  };
}

function factsOf({ pictures, sound }: Seen): FieldResult['output'] {
  return {
    seconds: secondsOf(pictures) ?? 0,
    frames: pictures?.frames.length ?? 0,
    size: pictures ? `${pictures.width}x${pictures.height}` : '',
    soundSeconds: sound ? sound.endSeconds - sound.startSeconds : null,
  };
}

function secondsOf(pictures: Pictures | null): number | null {
  const start = pictures?.frames.reduce((least, { seconds }) => Math.min(least, seconds), Infinity);
  return pictures && start !== undefined ? pictures.endSeconds - start : null;
}
