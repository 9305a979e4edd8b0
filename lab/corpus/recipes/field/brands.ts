import { LIKE_FLASH } from '../../clips/likeFlash.ts';
import { pattern, tone } from '../../clips/words.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

/** Four letters in place of the file's major brand and of its first compatible one. */
function branded(bytes: Buffer, brand: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(brand, 8, 'latin1');
  copy.write(brand, 16, 'latin1');
  return copy;
}

const brand = (file: string, says: string, letters: string): CorpusFile => ({
  file: `field/${file}`,
  verdict: 'accept',
  says,
  out: LIKE_FLASH,
  bytes: read => branded(read('.parts/flash.mp4'), letters),
});

const STILL = '-frames:v 1';

/** Sound files by the box that says so, and files told by their structure, whatever their brand says. */
export const brands: CorpusFile[] = [
  brand('brand-xavc.mp4', 'as Sony cameras write', 'XAVC'),
  brand('brand-iso9.mp4', 'as new packagers write', 'iso9'),
  brand('brand-dash.mp4', 'as DASH downloaders write', 'dash'),
  brand('brand-pana.mp4', 'as Panasonic cameras write', 'pana'),
  brand('brand-3g2b.mp4', 'as phones of CDMA networks wrote', '3g2b'),
  brand('brand-unknown.mp4', 'as a camera of tomorrow writes', 'zq9\u00a0'),
  {
    file: 'field/brand-none.mp4',
    verdict: 'accept',
    says: 'as QuickTime wrote before there were brands: the file begins with something else',
    out: LIKE_FLASH,
    bytes: read => {
      const copy = Buffer.from(read('.parts/flash.mp4'));
      copy.write('free', 4, 'latin1');
      return copy;
    },
  },
  {
    file: 'field/picture.avif',
    verdict: 'refuse:container',
    says: 'a picture, as phones save it: no video',
    ffmpeg: `${pattern('64x64', 1, 1)} ${STILL} -c:v libaom-av1 -cpu-used 8 -f avif`,
  },
  {
    file: 'field/picture.heic',
    verdict: 'refuse:container',
    says: "the same by the brand of iPhones' pictures",
    bytes: read => branded(read('field/picture.avif'), 'heic'),
  },
  {
    file: 'field/picture.jp2',
    verdict: 'refuse:container',
    says: 'JPEG 2000, whose boxes look like those of MP4',
    ffmpeg: `${pattern('64x64', 1, 1)} ${STILL} -c:v jpeg2000 -f image2 -update 1`,
  },
  {
    file: 'field/sound.m4a',
    verdict: 'refuse:no-video',
    says: 'sound, as voice recorders write',
    ffmpeg: `${tone()} -c:a aac -f ipod`,
  },
];
