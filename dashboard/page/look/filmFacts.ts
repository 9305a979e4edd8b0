import type { Film } from '../../wire/looks/film.ts';
import { bytes, seconds, usd } from '../words/format.ts';

/** What is known of a video, by name, in the order in which it is read. */
export function filmFacts(film: Film): [string, string][] {
  const { width, height, durationSeconds, sizeBytes, codec, container, audio, fps, engine, quality } = film;
  const facts: [string, string | undefined][] = [
    ['Resolution', width === undefined ? undefined : `${width}x${height}${rateOf(fps)}`],
    ['Size', sizeBytes === undefined ? undefined : bytes(sizeBytes)],
    ['Duration', durationSeconds === undefined ? undefined : `${seconds(durationSeconds)}${endOf(film)}`],
    ['Bitrate', bitrateOf(film)],
    ['Video', codec && [codec, container].filter(Boolean).join(' in ')],
    ['Audio', audio],
    ['Quality', quality],
    ['Made by', engine],
    ['Cost', film.usd === undefined ? undefined : usd(film.usd)],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function rateOf(fps: number | undefined): string {
  return fps === undefined ? '' : `, ${Math.round(fps * 100) / 100} a second`;
}

function endOf({ isCutShort }: Film): string {
  return isCutShort ? ', the source’s end was missing' : '';
}

function bitrateOf({ sizeBytes, durationSeconds }: Film): string | undefined {
  if (sizeBytes === undefined || !durationSeconds) return undefined;
  const kbps = (sizeBytes * 8) / durationSeconds / 1_000;
  return kbps >= 1_000 ? `${(kbps / 1_000).toFixed(1)} Mbit/s` : `${Math.round(kbps)} kbit/s`;
}
