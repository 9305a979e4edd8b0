import { vi } from 'vitest';

export interface EmittedMetric {
  readonly namespace: string;
  readonly name: string;
  /** `name=value`, sorted. */
  readonly dimensions: string[];
}

interface EmbeddedLine {
  readonly _aws: {
    readonly CloudWatchMetrics: {
      readonly Namespace: string;
      readonly Dimensions: string[][];
      readonly Metrics: { Name: string; Unit: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

/** What `work` writes to standard output, line by line, as Lambda would hand it to CloudWatch. */
export async function linesOf(work: () => unknown): Promise<Record<string, unknown>[]> {
  let written = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    written += String(chunk);
    return true;
  });
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true); // the log's errors are of no use here
  try {
    await work();
  } finally {
    spy.mockRestore();
    errors.mockRestore();
  }
  const lines = written.split('\n').filter(line => line.startsWith('{'));
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

/** The metrics that CloudWatch makes of lines in its embedded format; a value that is no number makes none. */
export function emittedIn(lines: Record<string, unknown>[]): EmittedMetric[] {
  return (lines.filter(line => '_aws' in line) as EmbeddedLine[]).flatMap(line =>
    line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap(names =>
        Metrics.filter(({ Name }) => [line[Name]].flat().every(Number.isFinite)).map(({ Name }) => ({
          namespace: Namespace,
          name: Name,
          dimensions: names.map(name => `${name}=${line[name]}`).sort(),
        })),
      ),
    ),
  );
}
