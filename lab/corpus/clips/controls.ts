import type { CorpusFile, Expected } from '../file/corpusFile.ts';
import { COPY, pattern, tone, X264 } from './words.ts';

/** What comes of base.mp4 and of all that differs from it only in its wrapping. */
export const LIKE_BASE: Expected = { size: '320x240', fps: '30/1', seconds: 2, frames: 60 };

export const controls: CorpusFile[] = [
  {
    file: 'base.mp4',
    verdict: 'accept',
    says: '320x240, 30 fps, H.264 and AAC',
    out: LIKE_BASE,
    ffmpeg: `${pattern()} ${tone()} ${X264} -c:a aac -shortest`,
  },
  {
    file: 'BASE-UPPER.MP4',
    verdict: 'accept',
    says: "as base.mp4; S3's suffix filters tell .MP4 from .mp4",
    out: LIKE_BASE,
    bytes: read => read('base.mp4'),
  },
  {
    file: 'moov-first.mp4',
    verdict: 'accept',
    says: 'as base.mp4',
    out: LIKE_BASE,
    ffmpeg: `${COPY} -movflags +faststart`,
  },
  {
    file: 'fragmented.mp4',
    verdict: 'accept',
    says: 'as base.mp4, with the right length',
    out: LIKE_BASE,
    ffmpeg: `${COPY} -movflags frag_keyframe+empty_moov`,
  },
];
