import type { AudioTrack, Probe, VideoTrack } from '../../media/probe/probe.ts';
import { table } from '../terminal/screen/table.ts';
import { formatBytes, formatSeconds } from '../terminal/units.ts';

/** What a probe found, as lines for people. */
export function facts(probed: Probe): string[] {
  const { container, sizeBytes, durationSeconds, bytesRead, faststart } = probed;
  return table(
    [{}, { overflow: 'wrap' }],
    [
      ['container', [container, ...indexPlace(faststart)].join(', ')],
      ['size', `${formatBytes(sizeBytes)}, of which ${formatBytes(bytesRead)} were read for this`],
      ['length', durationSeconds === null ? 'not told by the file' : formatSeconds(durationSeconds)],
      ...videoFacts(probed.video),
      ['audio', probed.audio ? audioFacts(probed.audio) : 'none'],
    ],
  );
}

function indexPlace(faststart: boolean | null): string[] {
  if (faststart === null) return [];
  return [faststart ? 'index at the start' : 'index at the end'];
}

function videoFacts(video: VideoTrack): string[][] {
  const { codec, width, height, rotation, pixelAspect, bitDepth, chroma, transfer } = video;
  const colour = [
    `${bitDepth} bit`,
    chroma,
    transfer ?? 'transfer not told',
    ...(video.fullRange ? ['full range'] : []),
  ];
  return [
    ['video', `${codec}, ${width}x${height}, stream 0:V:${video.streamIndex}`],
    ['frames', `${rate(video)}, ${video.interlaced ? 'interlaced' : 'progressive'}`],
    ['colour', colour.join(', ')],
    ...(rotation === 0 ? [] : [['rotation', `${rotation} degrees clockwise make it upright`]]),
    ...(pixelAspect === 1 ? [] : [['pixels', `${round(pixelAspect)} times as wide as high`]]),
  ];
}

function rate({ fps, variableFps, maxFps, frameCount }: VideoTrack): string {
  const told =
    fps === null ? 'rate not told' : `${round(fps)} a second${variableFps ? ' on average, variable' : ''}`;
  const most = maxFps === null ? '' : `, ${round(maxFps)} at most`;
  return `${told}${most}${frameCount === null ? '' : `, ${frameCount} in all`}`;
}

function audioFacts({ codec, channels, sampleRateHz, streamIndex }: AudioTrack): string {
  return `${codec}, ${channels} ${channels === 1 ? 'channel' : 'channels'}, ${sampleRateHz} Hz, stream 0:a:${streamIndex}`;
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
