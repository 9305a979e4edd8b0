import { LIKE_BASE } from '../clips/controls.ts';
import { COPY, pattern, tone, X264 } from '../clips/words.ts';
import type { CorpusFile } from '../file/corpusFile.ts';

const AV = `${X264} -c:a aac`;
const MAP_ALL = '-map 0 -map 1';
const SIX = 'pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0';

export const streams: CorpusFile[] = [
  {
    file: 'no-audio.mp4',
    verdict: 'accept',
    says: 'no sound, no failure',
    out: { ...LIKE_BASE, audio: false },
    ffmpeg: `${pattern()} ${X264}`,
  },
  { file: 'audio-only.mp4', verdict: 'refuse:no-video', says: 'sound alone', ffmpeg: `${tone()} -c:a aac` },
  {
    file: 'cover-only.mp4',
    verdict: 'refuse:no-video',
    says: 'cover art is not video',
    ffmpeg: `${tone()} -i .parts/cover.png ${MAP_ALL} -c:a aac -c:v copy -disposition:v:0 attached_pic -f ipod`,
  },
  {
    file: 'video-plus-cover.mp4',
    verdict: 'accept',
    says: 'the real picture is taken',
    out: LIKE_BASE,
    ffmpeg: `-i base.mp4 -i .parts/cover.png ${MAP_ALL} -c copy -disposition:v:1 attached_pic`,
  },
  {
    file: 'data-tmcd.mov',
    verdict: 'accept',
    says: 'the time code is dropped',
    out: LIKE_BASE,
    ffmpeg: `${COPY} -timecode 01:00:00:00`,
  },
  {
    file: 'multi-audio.mp4',
    verdict: 'accept',
    says: 'the default sound (English) is taken',
    out: LIKE_BASE,
    ffmpeg: `${pattern()} ${tone()} -f lavfi -i sine=f=880:d=2 ${MAP_ALL} -map 2 ${AV} -metadata:s:a:0 language=fra -metadata:s:a:1 language=eng -disposition:a:0 0 -disposition:a:1 default`,
  },
  {
    file: 'audio-51.mp4',
    verdict: 'accept',
    says: 'mixed to stereo without clipping',
    out: LIKE_BASE,
    ffmpeg: `${pattern()} -f lavfi -i anoisesrc=d=2:c=pink:seed=1 -filter_complex [1:a]${SIX}[a] -map 0 -map [a] ${AV}`,
  },
  {
    file: 'audio-8k-pcm.mov',
    verdict: 'accept',
    says: 'resampled',
    out: LIKE_BASE,
    ffmpeg: `${pattern()} ${tone(2, 8000)} ${X264} -c:a pcm_s16le -ac 1`,
  },
  {
    file: 'subs-movtext.mp4',
    verdict: 'accept',
    says: 'subtitles are dropped',
    out: LIKE_BASE,
    ffmpeg: '-i base.mp4 -i .parts/t.srt -c copy -c:s mov_text',
  },
  {
    file: 'subs-attach.mkv',
    verdict: 'accept',
    says: 'the attachment is dropped',
    out: LIKE_BASE,
    ffmpeg:
      '-i base.mp4 -i .parts/t.srt -c copy -c:s ass -attach .parts/cover.png -metadata:s:t mimetype=application/x-truetype-font',
  },
  {
    file: 'many-streams.mkv',
    verdict: 'refuse:too-many-streams',
    says: '101 streams: bounded memory and time',
    ffmpeg: `${pattern('64x48', 5, 1)} ${tone(1, 8000)} -map 0 ${'-map 1 '.repeat(100)}${X264} -c:a aac -b:a 16k`,
  },
  {
    file: 'meta-hostile.mp4',
    verdict: 'accept',
    says: 'no titles, places or chapters in the output',
    out: LIKE_BASE,
    ffmpeg: '-i base.mp4 -i .parts/meta.txt -map 0 -map_metadata 1 -c copy',
  },
];

/** What the recipes above put together with base.mp4. */
export const parts = {
  'cover.png': `${pattern('64x64', 1, 1)} -frames:v 1`,
  't.srt': '1\n00:00:00,000 --> 00:00:01,500\n<script>alert(1)</script>\n',
  'meta.txt': hostileMetadata(),
};

function hostileMetadata(): string {
  const chapters = Array.from(
    { length: 2000 },
    (_, i) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${i}\nEND=${i + 1}\ntitle=<b>c${i}</b>\n`,
  );
  const title = 'title=<img src=x onerror=alert(1)>../../etc/passwd\nlocation=+59.3293+018.0686/';
  return `;FFMETADATA1\n${title}\ncomment=${'A'.repeat(200_000)}\n${chapters.join('')}`;
}
