import type { Engine } from './engine.ts';
import { ffmpegEngine } from './ffmpeg/ffmpegEngine.ts';
import { mediaConvertEngine } from './mediaconvert/mediaConvertEngine.ts';

/** All engines, in the order in which they are asked. */
export const ENGINES: readonly Engine[] = [ffmpegEngine, mediaConvertEngine];
