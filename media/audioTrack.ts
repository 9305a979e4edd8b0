import { codecName } from './codecName.ts';
import { type MediaInfoTrack, positiveField, textField } from './trackField.ts';

export interface AudioTrack {
  /** The n-th audio stream, from 0: what ffmpeg calls `0:a:n` and MediaConvert track n + 1. */
  streamIndex: number;
  /** ffmpeg's name: `aac`, `mp3`, ... */
  codec: string;
  channels: number;
  sampleRateHz: number;
  durationSeconds: number | null;
}

/** Of the many codecs MediaInfo calls ADPCM, those that only the WAVE tag tells apart, by ffmpeg's names. */
const ADPCM_TAGS: Record<string, string> = { '20': 'adpcm_yamaha', '42': 'g723_1', '45': 'adpcm_g726' };

/** What one of MediaInfo's `Audio` tracks says. */
export function toAudioTrack(track: MediaInfoTrack, streamIndex: number): AudioTrack {
  return {
    streamIndex,
    codec: codecOf(track),
    channels: positiveField(track, 'Channels') ?? 2,
    sampleRateHz: positiveField(track, 'SamplingRate') ?? 48_000,
    durationSeconds: positiveField(track, 'Duration'),
  };
}

function codecOf(track: MediaInfoTrack): string {
  const format = textField(track, 'Format') ?? 'unknown';
  // Matroska has the tag behind a name of its own: `A_MS/ACM / 20`.
  const tag = String(track.CodecID).split(' / ').at(-1) ?? '';
  const name = format === 'ADPCM' ? ADPCM_TAGS[tag] : undefined;
  return name ?? codecName(format, textField(track, 'Format_Version'), textField(track, 'Format_Profile'));
}
