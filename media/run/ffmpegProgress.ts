export interface EncodeProgress {
  /** How far into the output ffmpeg is. */
  outTimeSeconds: number;
  /** Pictures written so far. */
  frames: number;
  /** Times real time; null before ffmpeg knows. */
  speed: number | null;
}

/** Turns the text that `-progress pipe:1` writes, in pieces of any size, into one call a report. */
export function progressParser(onProgress: (progress: EncodeProgress) => void): (text: string) => void {
  let rest = '';
  let fields: Record<string, string> = {};
  return text => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [name = '', value = ''] = line.split('=', 2);
      fields[name] = value.trim();
      // Each report ends with its `progress` line.
      if (name !== 'progress') continue;
      onProgress(toProgress(fields));
      fields = {};
    }
  };
}

function toProgress(fields: Record<string, string>): EncodeProgress {
  // Microseconds, whatever `out_time_ms` says it is; `N/A` before the first packet.
  const micros = Number.parseInt(fields.out_time_us ?? '', 10);
  const speed = Number.parseFloat(fields.speed ?? '');
  return {
    outTimeSeconds: Number.isFinite(micros) ? Math.max(0, micros / 1_000_000) : 0,
    frames: Number.parseInt(fields.frame ?? '', 10) || 0,
    speed: Number.isFinite(speed) ? speed : null,
  };
}
