import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Probe } from '../../../media/probe/probe.ts';
import type { JobOutput, JobPhase } from '../job/storedJob.ts';
import type { MediaConvertPorts } from '../mediaConvertPorts.ts';
import type { InputSettings } from '../settings/inputSettings.ts';
import type { JobSettings } from '../settings/jobSettings.ts';
import type { OutputSettings } from '../settings/outputGroup.ts';
import { asJobFailure } from './asJobFailure.ts';
import { encodeOutput } from './encodeOutput.ts';
import { JobFailure } from './jobFailure.ts';
import { openInput } from './openInput.ts';
import { outputUrl } from './outputUrl.ts';

export interface JobRun {
  /** An existing folder for this service's encodes alone. */
  scratch: string;
  /** Ends the encode and makes the run throw. */
  signal: AbortSignal;
  onProgress: (phase: JobPhase, fraction: number, framesDecoded: number) => void;
}

/** One output on its way: where it is made and where it goes. */
interface Target {
  output: OutputSettings;
  path: string;
  url: string;
}

/**
 * Does a job's work: reads its input, makes every output from the settings sent, and stores them when all are made.
 * Returns what was made, one list an output group.
 * @throws {JobFailure} with the service's code.
 */
export async function runJob(
  settings: JobSettings,
  ports: MediaConvertPorts,
  run: JobRun,
): Promise<JobOutput[][]> {
  const [input] = settings.inputs;
  if (!input) throw new JobFailure(1010, 'The job has no input');
  const folder = await mkdtemp(join(run.scratch, 'job-'));
  try {
    const groups = targetsOf(settings, input, folder);
    run.onProgress('PROBING', 0, 0);
    const path = join(folder, 'input');
    const source = await openInput(input.fileInput, path, ports);
    const outputs = await encodeAll(groups, { input, path, source }, ports, run);
    run.onProgress('UPLOADING', 0, framesIn(source, source.durationSeconds ?? 0));
    for (const target of groups.flat()) await store(target, ports, run.signal);
    return outputs;
  } catch (error) {
    throw asJobFailure(error, input.fileInput);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function targetsOf({ outputGroups }: JobSettings, { fileInput }: InputSettings, folder: string): Target[][] {
  return outputGroups.map(({ outputGroupSettings, outputs }, group) =>
    outputs.map((output, index) => {
      const { destination } = outputGroupSettings.fileGroupSettings;
      const url = outputUrl({ ...output, destination, fileInput });
      if (url === fileInput) {
        throw new JobFailure(1040, `Duplicate input and output path [${url}] found in job.`);
      }
      return { output, path: join(folder, `output-${group}-${index}.mp4`), url };
    }),
  );
}

/** One after the other: the service makes them side by side, but one machine gains nothing by it. */
async function encodeAll(
  groups: Target[][],
  { input, path, source }: { input: InputSettings; path: string; source: Probe },
  ports: MediaConvertPorts,
  run: JobRun,
): Promise<JobOutput[][]> {
  const count = groups.flat().length;
  let made = 0;
  const outputs: JobOutput[][] = [];
  for (const targets of groups) {
    const group: JobOutput[] = [];
    for (const { output, path: outputPath, url } of targets) {
      const files = { input: path, output: outputPath };
      const result = await encodeOutput(input, output, source, files, {
        bin: ports.ffmpegBin(),
        signal: run.signal,
        onProgress: seconds => {
          const share = Math.min(1, seconds / (source.durationSeconds ?? Number.POSITIVE_INFINITY));
          run.onProgress('TRANSCODING', (made + share) / count, framesIn(source, seconds));
        },
      });
      group.push({ url, ...result });
      made += 1;
    }
    outputs.push(group);
  }
  return outputs;
}

async function store({ url, path }: Target, ports: MediaConvertPorts, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await ports.storeObject(url, path, 'video/mp4');
  } catch (error) {
    const code = error instanceof Error && error.name === 'NoSuchBucket' ? 1404 : 1517;
    const why = error instanceof Error ? error.message : String(error);
    throw new JobFailure(
      code,
      `Unable to write to output file [${url}]: [Failed to write data: ${why}]`,
      error,
    );
  }
}

function framesIn({ video }: Probe, seconds: number): number {
  return Math.round(seconds * (video?.fps ?? 0));
}
