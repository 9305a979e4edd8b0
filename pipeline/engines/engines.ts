import type { Engine } from './engine.ts';
import { ffmpeg } from './ffmpeg/ffmpeg.ts';
import { mediaConvert } from './mediaconvert/mediaConvert.ts';

/** All engines, in the order in which they are asked. */
export const ENGINES: readonly Engine[] = [ffmpeg, mediaConvert];
