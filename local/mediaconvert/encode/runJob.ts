import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobOutput, JobPhase } from '../job/storedJob.ts';
import type { MediaConvertPorts } from '../mediaConvertPorts.ts';
import type { InputSettings } from '../settings/inputSettings.ts';
import type { JobSettings } from '../settings/jobSettings.ts';
import type { OutputSettings } from '../settings/outputGroup.ts';
import { asJobFailure } from './asJobFailure.ts';
import { encodeOutput } from './encodeOutput.ts';
import { JobFailure } from './jobFailure.ts';
import { isJoined, joinedSeconds, type OpenedInput } from './joinArgs.ts';
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
    const groups = targetsOf(settings, folder);
    run.onProgress('PROBING', 0, 0);
    const inputs = await openAll(settings.inputs, folder, ports);
    const outputs = await encodeAll(groups, inputs, ports, run);
    run.onProgress('UPLOADING', 0, framesIn(inputs, secondsOf(inputs)));
    for (const target of groups.flat()) await store(target, ports, run.signal);
    return outputs;
  } catch (error) {
    throw asJobFailure(error, input.fileInput);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function targetsOf({ inputs, outputGroups }: JobSettings, folder: string): Target[][] {
  const [{ fileInput } = { fileInput: '' }] = inputs;
  return outputGroups.map(({ outputGroupSettings, outputs }, group) =>
    outputs.map((output, index) => {
      const { destination } = outputGroupSettings.fileGroupSettings;
      const url = outputUrl({ ...output, destination, fileInput });
      if (inputs.some(input => input.fileInput === url)) {
        throw new JobFailure(1040, `Duplicate input and output path [${url}] found in job.`);
      }
      return { output, path: join(folder, `output-${group}-${index}.mp4`), url };
    }),
  );
}

async function openAll(
  inputs: InputSettings[],
  folder: string,
  ports: MediaConvertPorts,
): Promise<OpenedInput[]> {
  const opened: OpenedInput[] = [];
  for (const [index, input] of inputs.entries()) {
    const path = join(folder, `input-${index}`);
    opened.push({ input, path, source: await openInput(input.fileInput, path, ports) });
  }
  return opened;
}

/** One after the other: the service makes them side by side, but one machine gains nothing by it. */
async function encodeAll(
  groups: Target[][],
  inputs: OpenedInput[],
  ports: MediaConvertPorts,
  run: JobRun,
): Promise<JobOutput[][]> {
  const count = groups.flat().length;
  let made = 0;
  const outputs: JobOutput[][] = [];
  for (const targets of groups) {
    const group: JobOutput[] = [];
    for (const { output, path: outputPath, url } of targets) {
      const result = await encodeOutput(inputs, output, outputPath, {
        bin: ports.ffmpegBin(),
        signal: run.signal,
        onProgress: seconds => {
          const share = Math.min(1, seconds / (secondsOf(inputs) || Number.POSITIVE_INFINITY));
          run.onProgress('TRANSCODING', (made + share) / count, framesIn(inputs, seconds));
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

function secondsOf(inputs: OpenedInput[]): number {
  const [only] = inputs;
  if (only && !isJoined(inputs.map(({ input }) => input))) return only.source.durationSeconds ?? 0;
  return joinedSeconds(inputs);
}

function framesIn([first]: OpenedInput[], seconds: number): number {
  return Math.round(seconds * (first?.source.video.fps ?? 0));
}
