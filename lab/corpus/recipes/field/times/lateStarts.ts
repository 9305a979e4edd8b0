import { FRAGMENTED } from '../../../clips/clips.ts';
import { BEHIND_LEAD_IN, behindSound, LIKE_FLASH, SILENT_FLASH } from '../../../clips/likeFlash.ts';
import { editMovie } from '../../../editors/movie.ts';
import type { CorpusFile } from '../../../file/corpusFile.ts';
import { late } from './emptyEdits.ts';

const COPY = '-i .parts/plain.mp4 -c copy';

/** Files whose tracks, all or one, begin later than at zero. */
export const lateStarts: CorpusFile[] = [
  {
    file: 'field/all-late.mp4',
    verdict: 'accept',
    says: 'as editors export a part of a timeline: every track begins with an empty edit',
    out: LIKE_FLASH,
    bytes: read => editMovie(read('.parts/plain.mp4'), movie => late(movie, 0.6, ['vide', 'soun'])),
  },
  {
    file: 'field/all-late.mov',
    verdict: 'accept',
    says: 'the same in QuickTime, by three seconds, as multi-camera recorders line takes up',
    out: LIKE_FLASH,
    ffmpeg: '-itsoffset 3 -i .parts/flash.mp4 -c copy',
  },
  {
    file: 'field/silent-late.mp4',
    verdict: 'accept',
    says: 'the same without sound, as time-lapse cameras write',
    out: SILENT_FLASH,
    ffmpeg: '-itsoffset 0.4 -i .parts/silent.mp4 -c copy',
  },
  {
    file: 'field/all-late.mkv',
    verdict: 'accept',
    says: 'as capture software cuts a recording: the first time stamps are at two seconds',
    out: BEHIND_LEAD_IN,
    ffmpeg: '-itsoffset 2 -i .parts/flash.mp4 -c copy',
  },
  {
    file: 'field/all-late-fragments.mp4',
    verdict: 'accept',
    says: 'as browsers record a call that they join late: all fragments begin at three seconds',
    out: behindSound(2),
    ffmpeg: `-itsoffset 3 -i .parts/flash.mp4 -c copy ${FRAGMENTED}`,
  },
  {
    file: 'field/all-late.flv',
    verdict: 'accept',
    says: 'as stream recorders write that join late: the first tag is at five seconds',
    out: { ...BEHIND_LEAD_IN },
    ffmpeg: `-itsoffset 5 ${COPY}`,
  },
  {
    file: 'field/all-late.ts',
    verdict: 'accept',
    says: "as receivers record: the clock is the channel's, an hour old",
    out: { ...BEHIND_LEAD_IN },
    ffmpeg: `${COPY} -output_ts_offset 3600`,
  },
  {
    file: 'field/plain-fragments.mp4',
    verdict: 'accept',
    says: 'as phones record for live streams: fragments with frames in their order',
    out: BEHIND_LEAD_IN,
    ffmpeg: `${COPY} ${FRAGMENTED}`,
  },
];
