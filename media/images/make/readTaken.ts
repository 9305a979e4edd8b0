/** The time of the first frame in what ffmpeg's metadata filter printed, seconds by a clock of microseconds; null for none. */
export function readTaken(report: string): number | null {
  const micros = /^frame:\S+\s+pts:\s*(-?\d+)/m.exec(report)?.[1];
  return micros === undefined ? null : Number(micros) / 1e6;
}
