import type { Probe } from '../probe/probe.ts';
import type { LeftOutTrack } from '../probe/tracks/leftOutTrack.ts';
import type { Decision } from './decision.ts';

const REASONS: Record<LeftOutTrack['reason'], string> = {
  codec: 'cannot be decoded',
  disabled: 'switched off',
  picture: 'a picture, not a film',
  auxiliary: 'a layer or a map of another',
  commentary: 'a commentary or a description',
  other: 'neither the default nor larger nor first',
};

/** Which of several tracks were taken, and why not the others; nothing where there was no choice. */
export function trackDecisions({ video, audio, leftOut }: Probe): Decision[] {
  const others = (kind: LeftOutTrack['kind']) => leftOut.filter(track => track.kind === kind);
  return [
    ...decision('video track', `${video.codec}, ${video.width}x${video.height}`, others('video')),
    ...(audio
      ? decision('audio track', `${audio.codec}, number ${audio.streamIndex + 1}`, others('audio'))
      : []),
  ];
}

/** What whoever asked for the video has to be told, since the output is less than the source: a sentence each. */
export function trackWarnings({ audio, leftOut }: Probe): string[] {
  const lost = audio ? [] : leftOut.filter(({ kind, reason }) => kind === 'audio' && reason === 'codec');
  if (lost.length === 0) return [];
  const codecs = [...new Set(lost.map(({ codec }) => codec))].join(', ');
  return [`Made without sound: it is in a codec that is not taken (${codecs}).`];
}

function decision(what: string, choice: string, others: LeftOutTrack[]): Decision[] {
  if (others.length === 0) return [];
  const reason = others.map(({ codec, reason }) => `${codec}: ${REASONS[reason]}`).join('; ');
  return [{ what, choice, reason: `not the other${others.length === 1 ? '' : 's'} (${reason})` }];
}
