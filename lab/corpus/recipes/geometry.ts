import { LIKE_BASE } from '../clips/controls.ts';
import { COPY, colour, pattern, X264 } from '../clips/words.ts';
import type { CorpusFile } from '../file/corpusFile.ts';

export const geometry: CorpusFile[] = [
  {
    file: 'rotate90.mp4',
    verdict: 'accept',
    says: 'portrait, and no rotation left',
    out: { ...LIKE_BASE, size: '240x320' },
    ffmpeg: `${COPY} -metadata:s:v:0 rotate=90`,
  },
  {
    file: 'rotate180.mp4',
    verdict: 'accept',
    says: 'upside up, and no rotation left',
    out: LIKE_BASE,
    ffmpeg: `${COPY} -metadata:s:v:0 rotate=180`,
  },
  {
    file: 'rotate45.mp4',
    verdict: 'accept',
    says: 'an odd angle: even sides, never none',
    out: { ...LIKE_BASE, size: '320x240' },
    ffmpeg: `${COPY} -metadata:s:v:0 rotate=45`,
  },
  {
    file: 'portrait.mp4',
    verdict: 'accept',
    says: 'portrait stays portrait; the rung goes by the short side',
    out: { size: '240x426', audio: false },
    ffmpeg: `${pattern('240x426')} ${X264}`,
  },
  {
    file: 'odd-dims-444.mp4',
    verdict: 'accept',
    says: 'even sides, 4:2:0',
    out: { size: '852x480', audio: false },
    ffmpeg: `${pattern('853x481')} -c:v libx264 -preset ultrafast -pix_fmt yuv444p`,
  },
  {
    file: 'odd-dims.webm',
    verdict: 'accept',
    says: 'even sides',
    out: { size: '320x180', fps: '25/1', seconds: 1, audio: false },
    ffmpeg: `${pattern('321x181', 25, 1)} -c:v libvpx-vp9 -deadline realtime -cpu-used 8`,
  },
  {
    file: 'sar-anamorphic.mp4',
    verdict: 'accept',
    says: 'square pixels, still 16:9',
    out: { size: '1024x576', fps: '25/1', audio: false },
    ffmpeg: `${pattern('720x576', 25)} ${X264} -vf setsar=64/45`,
  },
  {
    file: 'tiny-2x2.mkv',
    verdict: 'refuse:too-small',
    says: 'under the least size; a deinterlacer alone fails on it',
    ffmpeg: `${colour('red', '2x2', 10, 1)} -c:v ffv1`,
  },
  {
    file: 'tiny-1x1.mkv',
    verdict: 'refuse:too-small',
    says: 'made even it would have no side at all',
    ffmpeg: `${colour('black', '16x16', 10, 1, ',format=gray,crop=1:1')} -c:v ffv1 -pix_fmt gray`,
  },
  {
    file: 'extreme-aspect.mp4',
    verdict: 'accept',
    says: 'both sides even and within the level',
    out: { fps: '10/1', seconds: 1, audio: false },
    ffmpeg: `${colour('blue', '4096x16', 10, 1)} ${X264}`,
  },
  {
    file: 'part-320.ts',
    verdict: 'accept',
    says: 'the first part of res-change.ts',
    out: { size: '320x240', seconds: 1, audio: false },
    ffmpeg: `${pattern('320x240', 30, 1)} ${X264} -f mpegts`,
  },
  {
    file: 'part-640.ts',
    verdict: 'accept',
    says: 'the second part of res-change.ts',
    out: { size: '640x360', seconds: 1, audio: false },
    ffmpeg: `${pattern('640x360', 30, 1)} ${X264} -f mpegts`,
  },
  {
    file: 'res-change.ts',
    verdict: 'accept',
    says: 'two streams joined: one size, both parts',
    out: { size: '640x360', seconds: 2, audio: false },
    bytes: read => Buffer.concat([read('part-320.ts'), read('part-640.ts')]),
  },
];
