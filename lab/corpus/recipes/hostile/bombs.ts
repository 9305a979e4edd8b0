import { colour, X264 } from '../../clips/words.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

export const bombs: CorpusFile[] = [
  {
    file: 'bomb-8192.mp4',
    verdict: 'refuse:too-large',
    says: 'frames of 67 megapixels in little room',
    ffmpeg: `${colour('black', '8192x8192', 1, 2)} ${X264}`,
  },
  {
    file: 'bomb-8k60.mp4',
    verdict: 'accept',
    says: '(our rule) 0.5 thousand million pixels: within the budget of pixels, and routed by them',
    out: { fps: '60/1', seconds: 0.25, frames: 15, audio: false },
    ffmpeg: `${colour('black', '7680x4320', 60, 0.25)} ${X264}`,
  },
  {
    file: 'bomb-frames.mp4',
    verdict: 'accept',
    says: '(our rule) 28,800 frames: within the budget of pixels, and routed by them',
    out: { size: '64x64', fps: '60/1', seconds: 120, audio: false },
    ffmpeg: `${colour('black', '64x64', 240, 120)} ${X264} -x264opts keyint=infinite`,
  },
  {
    file: 'sparse-3g.mp4',
    verdict: 'refuse:unreadable',
    says: '3 GiB of nothing: refused from its head, not downloaded',
    sparse: 3 * 1024 ** 3,
  },
];
