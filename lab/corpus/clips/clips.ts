import { quarters } from '../../support/corners.ts';
import { editMovie } from '../editors/movie.ts';
import type { Recipe } from '../file/corpusFile.ts';
import { beep, flash } from '../file/flash.ts';
import { pattern, tone, X264 } from './words.ts';

const AAC = '-c:a aac -ac 2';
/** A key frame a second, and frames that refer to later ones. */
export const B_FRAMES = `${X264} -bf 2 -g 30`;
/** Frames in their order. */
export const NO_B_FRAMES = `${X264} -bf 0 -g 30`;

/** As OBS and browsers record. */
export const FRAGMENTED = '-movflags frag_keyframe+empty_moov+default_base_moof';

/** Some seven frames a second, unevenly, and those that flash. */
const SLOW = 'isnan(prev_selected_n)+gte(n-prev_selected_n,60+mod(n*7,31))+not(mod(n,600))';

/** Clips that the recipes of the field are made of, in stages that build on each other. */
export const clips: readonly (readonly Recipe[])[] = [
  [
    { file: '.parts/flash.mp4', ffmpeg: `${flash()} ${beep()} ${B_FRAMES} ${AAC}` },
    { file: '.parts/plain.mp4', ffmpeg: `${flash()} ${beep()} ${NO_B_FRAMES} ${AAC}` },
    { file: '.parts/sixty.mp4', ffmpeg: `${flash({ rate: 60 })} ${beep()} ${X264} -bf 3 -g 60 ${AAC}` },
    { file: '.parts/pcm.mov', ffmpeg: `${flash()} ${beep()} ${NO_B_FRAMES} -c:a pcm_s16le -ac 2` },
    { file: '.parts/long.mp4', ffmpeg: `${flash({ seconds: 6 })} ${beep(6)} ${B_FRAMES} ${AAC}` },
    {
      file: '.parts/flash.webm',
      ffmpeg: `${flash({ seconds: 6 })} ${beep(6)} -c:v libvpx -deadline realtime -cpu-used 8 -b:v 500k -g 30 -c:a libvorbis -ac 2`,
    },
    {
      file: '.parts/hevc.mp4',
      ffmpeg: `${flash()} ${beep()} -c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params log-level=none:bframes=2:keyint=30:scenecut=0 -tag:v hvc1 ${AAC}`,
    },
    {
      file: '.parts/ios.mov',
      ffmpeg: `${flash({ rate: 600 })} -vf select='${SLOW}' -fps_mode vfr ${X264} -bf 2 -video_track_timescale 600`,
    },
    { file: '.parts/quarters.mp4', ffmpeg: `-f lavfi -i ${quarters(320, 180, 2)} ${X264}` },
    {
      file: '.parts/still.mp4',
      ffmpeg: '-f lavfi -i color=c=red:size=384x216:rate=1:duration=1 -frames:v 1 -c:v mjpeg',
    },
    {
      file: '.parts/two-sounds.mov',
      ffmpeg: `${pattern('320x180')} ${tone()} -f lavfi -i sine=f=880:r=48000:d=2 -map 0 -map 1 -map 2 ${X264} ${AAC}`,
    },
    { file: '.parts/one-sound.mov', ffmpeg: `${pattern('320x180')} ${tone()} ${X264} ${AAC}` },
    {
      file: '.parts/float.mov',
      ffmpeg: `${pattern('320x180')} ${tone()} -map 0 -map 1 -map 1 ${X264} -c:a:0 pcm_f32le -c:a:1 aac -ac 2`,
    },
    {
      file: '.parts/two-pictures.mov',
      ffmpeg: `-f lavfi -i color=c=red:size=640x360:rate=30:duration=2 ${pattern('320x180')} ${tone()} -map 0 -map 1 -map 2 ${X264} ${AAC}`,
    },
    {
      file: '.parts/red-then-film.mov',
      ffmpeg: `-f lavfi -i color=c=red:size=320x180:rate=30:duration=2 -f lavfi -i ${quarters(320, 180, 2)} -map 0 -map 1 ${X264}`,
    },
    {
      file: '.parts/film-then-large.mov',
      ffmpeg: `-f lavfi -i ${quarters(320, 180, 2)} -f lavfi -i color=c=red:size=640x360:rate=30:duration=2 -map 0 -map 1 ${X264}`,
    },
    {
      file: '.parts/large-still.mov',
      ffmpeg: '-f lavfi -i color=c=red:size=640x360:rate=1:duration=1 -frames:v 1 -c:v mjpeg',
    },
    ...['two-monos', 'two-monos-24'].map(name => ({
      file: `.parts/${name}.mov`,
      ffmpeg: `${pattern('320x180')} ${tone()} -f lavfi -i sine=f=880:r=48000:d=2 -map 0 -map 1 -map 2 ${X264} -c:a pcm_s${name.endsWith('24') ? 24 : 16}le -ac 1`,
    })),
    sound('ac3-51', '-c:a ac3 -ar 48000 -af aformat=channel_layouts=5.1'),
    sound('ac3-2-at-4', '-c:a ac3 -ar 48000 -ac 2', 4),
    sound('aac-1', '-c:a aac -ac 1'),
    sound('aac-1-at-4', '-c:a aac -ac 1', 4),
    sound('aac-2', '-c:a aac -ac 2'),
    sound('aac-2-at-4', '-c:a aac -ac 2', 4),
    sound('mp2-48', '-c:a mp2 -ar 48000 -ac 2'),
    sound('mp2-44-at-4', '-c:a mp2 -ar 44100 -ac 2', 4),
    shape('wide', '320x180'),
    shape('high', '180x320'),
    shape('wide-at-2', '320x180', 2),
    shape('high-at-2', '180x320', 2),
    tape('four-three', '16/15'),
    tape('four-three-at-2', '16/15', 2),
    tape('sixteen-nine', '64/45'),
    tape('sixteen-nine-at-2', '64/45', 2),
    ...['320x180', '180x320'].map(size => ({
      file: `.parts/${size}.webm`,
      ffmpeg: `-f lavfi -i ${quartersOf(size)} -c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M`,
    })),
    {
      file: '.parts/turned-webm.txt',
      bytes: () => Buffer.from('file 320x180.webm\nfile 180x320.webm\n'),
    },
  ],
  [
    { file: '.parts/silent.mp4', ffmpeg: '-i .parts/flash.mp4 -map 0:v -c copy' },
    ...[
      part('long-fragments.mp4', `-i .parts/long.mp4 -c copy ${FRAGMENTED}`),
      part('long-fragments-silent.mov', `-i .parts/long.mp4 -map 0:v -c copy ${FRAGMENTED}`),
      part('long.mkv', '-i .parts/long.mp4 -c copy -cluster_time_limit 1000'),
      part('long.webm', '-i .parts/flash.webm -c copy -cluster_time_limit 1000 -live 1'),
      part('long.ts', '-i .parts/long.mp4 -c copy'),
      part('long.flv', '-i .parts/long.mp4 -c copy'),
      part('long-live.flv', '-i .parts/long.mp4 -c copy -flvflags no_duration_filesize'),
      part('silent-header-first.mov', '-i .parts/flash.mp4 -map 0:v -c copy -movflags +faststart'),
    ],
    { file: '.parts/plain-silent.mp4', ffmpeg: '-i .parts/plain.mp4 -map 0:v -c copy' },
    {
      file: '.parts/no-edits.mp4',
      bytes: read =>
        editMovie(read('.parts/plain.mp4'), movie => {
          for (const track of [...movie.tracks('vide'), ...movie.tracks('soun')]) track.removeEdits();
        }),
    },
  ],
];

function part(name: string, ffmpeg: string): Recipe {
  return { file: `.parts/${name}`, ffmpeg };
}

/** Four seconds of a broadcast whose clock began `from` seconds ago. */
function sound(name: string, codec: string, from = 0): Recipe {
  const shown = `${X264} -g 30 -f mpegts -output_ts_offset ${from}`;
  return { file: `.parts/${name}.ts`, ffmpeg: `${flash()} ${beep()} ${shown} ${codec}` };
}

/** Two seconds of four quarters. */
function shape(name: string, size: string, from = 0): Recipe {
  const picture = `-f lavfi -i ${quartersOf(size)} ${X264}`;
  return { file: `.parts/${name}.ts`, ffmpeg: `${picture} -f mpegts -output_ts_offset ${from}` };
}

/** The same as standard television, by the shape of its pixels. */
function tape(name: string, pixels: string, from = 0): Recipe {
  const picture = `-f lavfi -i ${quartersOf('720x576')} -vf setsar=${pixels} -c:v mpeg2video -q:v 4`;
  return { file: `.parts/${name}.ts`, ffmpeg: `${picture} -f mpegts -output_ts_offset ${from}` };
}

function quartersOf(size: string): string {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return quarters(width, height, 2);
}
