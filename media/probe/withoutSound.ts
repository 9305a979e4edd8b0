import type { Probe } from './probe.ts';

/** What a probe would have said, had it known that the sound's codec is one that ffmpeg is not let decode. */
export function withoutSound(probe: Probe): Probe {
  if (probe.audio === null) return probe;
  const { codec } = probe.audio;
  return { ...probe, audio: null, leftOut: [...probe.leftOut, { kind: 'audio', codec, reason: 'codec' }] };
}
