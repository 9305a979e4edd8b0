import { LIKE_FLASH, SILENT_FLASH } from '../../../clips/likeFlash.ts';
import { boxAt, parseBoxes } from '../../../editors/boxes.ts';
import { claimAviFrames } from '../../../editors/cuts.ts';
import { editSegment, float, ID, replaced } from '../../../editors/ebml.ts';
import { editMovie } from '../../../editors/movie.ts';
import type { CorpusFile } from '../../../file/corpusFile.ts';
import { beep, flash } from '../../../file/flash.ts';

const LEAD_IN = { ...LIKE_FLASH, frames: [120, 121] } as const;
const MPEG4 = '-c:v mpeg4 -q:v 3 -g 30';

/** `mdat` says that it is longer than it is. */
function longerData(bytes: Buffer, more: number): Buffer {
  const copy = Buffer.from(bytes);
  const boxes = parseBoxes(copy);
  const data = boxAt(boxes, 'mdat').body as Buffer;
  const at = data.byteOffset - copy.byteOffset - 8;
  copy.writeUInt32BE(copy.readUInt32BE(at) + more, at);
  return copy;
}

/** Headers that claim another length than the index. */
export const lengths: CorpusFile[] = [
  {
    file: 'field/avi-length.avi',
    verdict: 'accept',
    says: 'as dash cameras write: the header claims an hour, the index lists four seconds',
    out: LIKE_FLASH,
    bytes: read => claimAviFrames(read('field/plain.avi'), 120_000),
  },
  {
    file: 'field/avi-short.avi',
    verdict: 'accept',
    says: 'as capture cards write that never go back to their header: it claims one frame',
    out: LIKE_FLASH,
    bytes: read => claimAviFrames(read('field/plain.avi'), 1),
  },
  {
    file: 'field/avi-length-silent.avi',
    verdict: 'accept',
    says: 'as game recorders write: an hour in the header, no sound',
    out: SILENT_FLASH,
    bytes: read => claimAviFrames(read('field/silent.avi'), 120_000),
  },
  {
    file: 'field/mkv-length.mkv',
    verdict: 'accept',
    says: 'as remuxers write that keep the length of what they cut from',
    out: LEAD_IN,
    bytes: read =>
      editSegment(read('field/plain.mkv'), [ID.info], body =>
        replaced(body, ID.duration, float(ID.duration, 3_600_000)),
      ),
  },
  {
    file: 'field/mkv-short.mkv',
    verdict: 'accept',
    says: 'as recorders write that are not told their length: one second in the header',
    out: LEAD_IN,
    bytes: read =>
      editSegment(read('field/plain.mkv'), [ID.info], body =>
        replaced(body, ID.duration, float(ID.duration, 1_000)),
      ),
  },
  {
    file: 'field/mp4-length.mp4',
    verdict: 'accept',
    says: 'as loop recorders write: ten minutes in the headers of file and tracks, four seconds in the tables',
    out: LIKE_FLASH,
    bytes: read =>
      editMovie(read('.parts/no-edits.mp4'), movie => {
        movie.seconds = 600;
        for (const track of [movie.track('vide'), movie.track('soun')]) track.seconds = 600;
      }),
  },
  {
    file: 'field/edit-of-no-length.mp4',
    verdict: 'accept',
    says: 'as fragmenting muxers write, remuxed: an edit of no length means all there is',
    out: LIKE_FLASH,
    bytes: read =>
      editMovie(read('.parts/flash.mp4'), movie => {
        movie.track('vide').edits = [{ seconds: 0, from: 2 / 30 }];
      }),
  },
  {
    file: 'field/edit-of-no-length-silent.mov',
    verdict: 'accept',
    says: 'the same without sound',
    out: SILENT_FLASH,
    bytes: read =>
      editMovie(read('.parts/silent.mp4'), movie => {
        movie.track('vide').edits = [{ seconds: 0, from: 2 / 30 }];
      }),
  },
  {
    file: 'field/data-too-long.mp4',
    verdict: 'accept',
    says: 'as upload tools leave it that cut the last bytes: the data claims 8 more, no sample is missing',
    out: LIKE_FLASH,
    bytes: read => longerData(read('field/header-first.mp4'), 8),
  },
  {
    file: 'field/header-first.mp4',
    verdict: 'accept',
    says: 'as web encoders write: nothing special',
    out: LIKE_FLASH,
    ffmpeg: '-i .parts/flash.mp4 -c copy -movflags +faststart',
  },
  {
    file: 'field/plain.avi',
    verdict: 'accept',
    says: 'as old cameras write: nothing special',
    out: LIKE_FLASH,
    ffmpeg: `${flash()} ${beep()} ${MPEG4} -c:a pcm_s16le -ac 2`,
  },
  {
    file: 'field/silent.avi',
    verdict: 'accept',
    says: 'the same without sound',
    out: SILENT_FLASH,
    ffmpeg: `${flash()} ${MPEG4}`,
  },
];
