import { FRAGMENTED } from '../../../clips/clips.ts';
import { behindSound, SILENT_FLASH } from '../../../clips/likeFlash.ts';
import { delayFragments } from '../../../editors/fragments.ts';
import type { CorpusFile } from '../../../file/corpusFile.ts';

const COPY = '-i .parts/flash.mp4 -c copy';

/** Fragmented MP4 whose pictures are not stored in the order in which they are shown. */
export const fragments: CorpusFile[] = [
  {
    file: 'field/obs.mp4',
    verdict: 'accept',
    says: 'as OBS records: fragments, frames that refer to later ones, no edit list',
    out: behindSound(2),
    ffmpeg: `${COPY} ${FRAGMENTED}`,
  },
  {
    file: 'field/obs-60.mov',
    verdict: 'accept',
    says: 'the same at 60 frames a second in QuickTime, as OBS records games',
    out: behindSound(2, 60),
    ffmpeg: `-i .parts/sixty.mp4 -c copy ${FRAGMENTED}`,
  },
  {
    file: 'field/browser.mp4',
    verdict: 'accept',
    says: 'as browsers record: short fragments, each track in its own',
    out: behindSound(2),
    ffmpeg: `${COPY} -movflags empty_moov+default_base_moof+separate_moof -frag_duration 200000`,
  },
  {
    file: 'field/cmaf.mp4',
    verdict: 'accept',
    says: 'as packagers write CMAF: brand iso6, an edit list ahead of the fragments',
    out: behindSound(1),
    ffmpeg: `${COPY} -movflags cmaf+frag_keyframe+delay_moov`,
  },
  {
    file: 'field/fragments-silent.mp4',
    verdict: 'accept',
    says: 'as screen recorders without a microphone write: no sound',
    out: SILENT_FLASH,
    ffmpeg: `-i .parts/silent.mp4 -c copy ${FRAGMENTED}`,
  },
  {
    file: 'field/fragments-hevc.mp4',
    verdict: 'accept',
    says: 'as OBS records with HEVC',
    out: behindSound(2),
    ffmpeg: `-i .parts/hevc.mp4 -c copy -tag:v hvc1 ${FRAGMENTED}`,
  },
  {
    file: 'field/smooth.ismv',
    verdict: 'accept',
    says: 'as Smooth Streaming encoders write: times in boxes of their own, a clock of 10 MHz',
    out: behindSound(1),
    ffmpeg: `${COPY} -f ismv`,
  },
  {
    file: 'field/tfdt-at-10.mp4',
    verdict: 'accept',
    says: 'as DASH downloaders cut out of a stream: the first fragment is at ten seconds',
    out: behindSound(2),
    bytes: read => delayFragments(read('field/obs.mp4'), 10),
  },
  {
    file: 'field/tfdt-at-a-day.mp4',
    verdict: 'accept',
    says: 'as live recorders write: the clock began when the channel did, 30 hours ago',
    out: behindSound(2),
    bytes: read => delayFragments(read('field/obs.mp4'), 30 * 3600),
  },
  {
    file: 'field/partly-fragmented.mp4',
    verdict: 'accept',
    says: 'as hybrid recorders write: the first second in the header, the rest in fragments',
    out: behindSound(2),
    ffmpeg: `${COPY} -movflags frag_keyframe`,
  },
  {
    file: 'field/no-edit-list.mp4',
    verdict: 'accept',
    says: 'as muxers write that know no edit lists: not fragmented, the first picture after the first sound',
    out: behindSound(2),
    ffmpeg: `${COPY} -use_editlist 0`,
  },
];
