import { pattern, tone } from '../../clips/words.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

const TINY_GIF =
  'GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;';
const STILL = '-frames:v 1';

export const notVideo: CorpusFile[] = [
  text('text.mp4', 'unreadable', 'text', 'hello world\n'),
  text('html.mp4', 'unreadable', 'HTML', '<!doctype html><script>alert(1)</script>'),
  text('gif-named.mp4', 'container', 'a still GIF', TINY_GIF),
  {
    file: 'jpg-named.mp4',
    verdict: 'refuse:container',
    says: 'a still image',
    ffmpeg: `${pattern('320x240', 1, 1)} ${STILL} -c:v mjpeg -pix_fmt yuvj420p -f image2 -update 1`,
  },
  {
    file: 'png-named.mp4',
    verdict: 'refuse:container',
    says: 'a still image',
    ffmpeg: `${pattern('64x64', 1, 1)} ${STILL} -c:v png -f image2 -update 1`,
  },
  {
    file: 'mp3-named.mp4',
    verdict: 'refuse:container',
    says: 'sound',
    ffmpeg: `${tone()} -c:a libmp3lame -f mp3`,
  },
  text('pdf-named.mp4', 'unreadable', 'a PDF', '%PDF-1.4\n%%EOF\n'),
];

function text(file: string, code: string, says: string, content: string): CorpusFile {
  return { file, verdict: `refuse:${code}`, says, bytes: () => Buffer.from(content, 'latin1') };
}
