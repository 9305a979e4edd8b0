import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../media/plan/plan.ts';
import { runBare } from '../byHand/bare.ts';
import { HANDBRAKE } from '../byHand/programs.ts';
import type { Peer, PeerWork } from './peer.ts';

/** HandBrake with the same plans' settings of x264 and AAC, two at a time. */
export function handBrakePeer({ clip, plans, folder }: PeerWork): Peer {
  const own = join(folder, 'handbrake');
  mkdirSync(own);
  const outputOf = (rendition: string) => join(own, `${rendition}.mp4`);
  const commands = [...plans].map(([name, plan]) => [
    // It tells all that it does on standard error.
    ...['sh', '-c', 'exec "$0" "$@" 2>/dev/null', HANDBRAKE.program],
    ...handBrakeArgs(plan, clip, outputOf(name)),
  ]);
  return {
    name: 'HandBrakeCLI, xargs -P2',
    unlike: [
      'It has decoders, a scaler and an x264 of its own, and scans the file for previews before it encodes.',
      'It begins with a file on the disk, ends with one, and looks at neither.',
    ],
    make: () => runBare(commands, own),
    outputOf: async rendition => outputOf(rendition),
  };
}

function handBrakeArgs({ video, audio }: Plan, input: string, output: string): string[] {
  const x264 = {
    keyint: video.gopFrames,
    'min-keyint': video.gopFrames,
    scenecut: 0,
    'open-gop': 0,
    'vbv-maxrate': video.maxrateKbps,
    'vbv-bufsize': video.bufsizeKbps,
  };
  const options = Object.entries(x264).map(([name, value]) => `${name}=${value}`);
  return [
    ...['-i', input, '-o', output, '-f', 'av_mp4', '--optimize', '--no-markers'],
    ...[
      '-e',
      'x264',
      '--encoder-preset',
      video.encoderSpeed,
      '-q',
      String(video.crf),
      '-x',
      options.join(':'),
    ],
    ...['--encoder-profile', video.profile, '--encoder-level', video.level],
    ...['-r', String(video.fps.num / video.fps.den), '--cfr'],
    ...['-w', String(video.width), '-l', String(video.height), '--crop', '0:0:0:0'],
    ...['--no-comb-detect', '--no-decomb', '--no-deinterlace'],
    ...(audio ? soundArgs(audio) : ['-a', 'none']),
  ];
}

function soundArgs({ bitrateKbps, sampleRateHz }: NonNullable<Plan['audio']>): string[] {
  return ['-E', 'av_aac', '-B', String(bitrateKbps), '-6', 'stereo', '-R', String(sampleRateHz / 1_000)];
}
