import { cutAvi, cutFlv, cutInCluster, cutTs } from '../../../editors/cuts.ts';
import { cutInFragment } from '../../../editors/fragments.ts';
import type { CorpusFile, Expected } from '../../../file/corpusFile.ts';
import { everySecond } from '../../../file/flash.ts';

/** What is left: some frames may be told whole or not, by where the last cut one is stored. */
function left(seconds: readonly [number, number], from = 0): Expected {
  return {
    size: '320x180',
    fps: '30/1',
    seconds: [seconds[0] + from, seconds[1] + from],
    audioSeconds: [seconds[0] - 1, seconds[1] + from + 0.1],
    numbered: { fps: 30, from },
    incomplete: true,
  };
}

const silent = (expected: Expected): Expected => ({ ...expected, audio: false });
const flashing = (expected: Expected, count: number, from = 0): Expected => ({
  ...expected,
  flashes: everySecond(count + 1, from),
});

const TRUNCATED = 'refuse:truncated';

/** Recordings whose recorder was killed: what is whole is made where the container is made to survive it. */
export const killed: CorpusFile[] = [
  {
    file: 'field/killed-2.mp4',
    verdict: 'accept',
    says: 'as OBS leaves it when it crashes: cut in the third fragment',
    out: left([2, 3], 2 / 30),
    bytes: read => cutInFragment(read('.parts/long-fragments.mp4'), 2),
  },
  {
    file: 'field/killed-4.mp4',
    verdict: 'accept',
    says: 'the same, late in the fifth fragment',
    out: left([4, 5], 2 / 30),
    bytes: read => cutInFragment(read('.parts/long-fragments.mp4'), 4, 0.9),
  },
  {
    file: 'field/killed-at-fragment.mp4',
    verdict: 'accept',
    says: 'the same, at the very end of a fragment: nothing says that more was to come but the missing index',
    out: { ...left([3, 3], 2 / 30), incomplete: undefined },
    bytes: read => cutInFragment(read('.parts/long-fragments.mp4'), 2, 1),
  },
  {
    file: 'field/killed-silent.mov',
    verdict: 'accept',
    says: 'as screen recorders leave it: in QuickTime, without sound',
    out: silent(left([3, 4])),
    bytes: read => cutInFragment(read('.parts/long-fragments-silent.mov'), 3),
  },
  {
    file: 'field/killed.mkv',
    verdict: 'accept',
    says: 'as capture software leaves it: cut in the middle of the third cluster',
    out: flashing(left([2, 3.1]), 2),
    bytes: read => cutInCluster(read('.parts/long.mkv'), 2),
  },
  {
    file: 'field/killed-late.mkv',
    verdict: 'accept',
    says: 'the same at another place',
    out: left([4, 5.1]),
    bytes: read => cutInCluster(read('.parts/long.mkv'), 4, 0.8),
  },
  {
    file: 'field/killed.webm',
    verdict: 'accept',
    says: 'as browsers leave it when a tab is closed: VP8 and Vorbis',
    out: left([3, 4.1]),
    bytes: read => cutInCluster(read('.parts/long.webm'), 3),
  },
  {
    file: 'field/killed.ts',
    verdict: 'accept',
    says: 'as receivers leave it when the disk is full: cut in a packet',
    out: { ...left([2, 4.2], 0), incomplete: undefined },
    bytes: read => cutTs(read('.parts/long.ts'), 0.55),
  },
  {
    file: 'field/killed-late.ts',
    verdict: 'accept',
    says: 'the same at another place',
    out: { ...left([4, 5.8], 0), incomplete: undefined },
    bytes: read => cutTs(read('.parts/long.ts'), 0.85),
  },
  {
    file: 'field/killed.flv',
    verdict: 'accept',
    says: 'as stream servers leave it when the line breaks: the header never learned the length',
    out: left([2.2, 2.45]),
    bytes: read => cutFlv(read('.parts/long-live.flv'), 2.3),
  },
  {
    file: 'field/killed-whole-header.flv',
    verdict: 'accept',
    says: 'as broken downloads of a finished recording are: the header tells six seconds',
    out: left([4.4, 4.65]),
    bytes: read => cutFlv(read('.parts/long.flv'), 4.5),
  },
  {
    file: 'field/killed.avi',
    verdict: 'accept',
    says: 'as cameras leave it whose battery is taken out: no index, cut in a frame',
    out: left([2.45, 2.55]),
    bytes: read => cutAvi(read('field/plain.avi'), 75),
  },
  {
    file: 'field/killed-silent.avi',
    verdict: 'accept',
    says: 'the same without sound',
    out: silent(left([3.45, 3.55])),
    bytes: read => cutAvi(read('field/silent.avi'), 105),
  },
  {
    file: 'field/lacking.mp4',
    verdict: TRUNCATED,
    says: 'a broken upload: the tables name samples that are not there',
    bytes: read => read('field/header-first.mp4').subarray(0, read('field/header-first.mp4').length * 0.8),
  },
  {
    file: 'field/lacking-a-bit.mp4',
    verdict: TRUNCATED,
    says: 'the same by a few bytes of the last sample',
    bytes: read => read('field/header-first.mp4').subarray(0, -10),
  },
  {
    file: 'field/lacking-silent.mov',
    verdict: TRUNCATED,
    says: 'the same in QuickTime, without sound',
    bytes: read =>
      read('.parts/silent-header-first.mov').subarray(0, read('.parts/silent-header-first.mov').length * 0.7),
  },
];
