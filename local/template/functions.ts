import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { REGION } from '../../emulator/index.ts';
import { INVOCATIONS_A_POLLER } from '../../profiles/schema/pollers.ts';
import type { EventSourceConfig } from '../lambda/eventSource.ts';
import type { FunctionConfig } from '../lambda/sandbox.ts';
import type { World } from './world.ts';

/** Of a batch that nothing waits for to fill, as AWS's without a batching window. */
const MAX_BATCH = 10;

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.int().min(1).max(MAX_BATCH),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).default({ MaximumConcurrency: 1_000 }),
  ProvisionedPollerConfig: z.object({ MaximumPollers: z.number() }).optional(),
  Enabled: z.boolean().default(true),
});

const functionSchema = z.object({
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

export interface DrivenFunction {
  config: FunctionConfig;
  source: EventSourceConfig;
  /** Whether the queue drives it; if not, it stands by while others work the queue. */
  isDriven: boolean;
}

/** Every function that a queue drives, or could. Others, CDK's own helpers for a deployment, have nothing to do here. */
export function drivenFunctions(world: World, endpoint: string, ffmpegBin: string): DrivenFunction[] {
  const functions = new Map(world.all('AWS::Lambda::Function').map(one => [one.ref, one]));
  return world.all('AWS::Lambda::EventSourceMapping').flatMap(({ id, properties }) => {
    const mapping = mappingSchema.parse(properties);
    const found = functions.get(mapping.FunctionName);
    if (!found) throw new Error(`The event source mapping ${id} names no function of this stack.`);
    return {
      isDriven: mapping.Enabled,
      config: configOf(found.ref, functionSchema.parse(found.properties), { world, endpoint, ffmpegBin }),
      source: {
        queue: mapping.EventSourceArn.split(':').at(-1) ?? '',
        batchSize: mapping.BatchSize,
        maxConcurrency: maxConcurrencyOf(mapping),
        reportsFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      },
    };
  });
}

/** Of provisioned pollers, all that they bring. */
function maxConcurrencyOf({ ScalingConfig, ProvisionedPollerConfig }: z.infer<typeof mappingSchema>): number {
  if (!ProvisionedPollerConfig) return ScalingConfig.MaximumConcurrency;
  return ProvisionedPollerConfig.MaximumPollers * INVOCATIONS_A_POLLER;
}

interface Surroundings {
  world: World;
  endpoint: string;
  ffmpegBin: string;
}

function configOf(
  name: string,
  { Handler, Code, MemorySize, Timeout, Environment }: z.infer<typeof functionSchema>,
  { world, endpoint, ffmpegBin }: Surroundings,
): FunctionConfig {
  const folder = world.assetFolder(Code.S3Key.replace(/\.zip$/, ''));
  const [file, handler = ''] = Handler.split('.');
  const bundle = readdirSync(folder).find(entry => entry === `${file}.mjs` || entry === `${file}.js`);
  if (!bundle) throw new Error(`The asset of ${name} has no ${file}.mjs.`);
  return {
    name,
    bundle: join(folder, bundle),
    handler,
    memoryMb: MemorySize,
    timeoutSeconds: Timeout,
    environment: {
      ...Environment.Variables,
      ...lambdaVariables(name, MemorySize, folder),
      AWS_ENDPOINT_URL: endpoint,
      FFMPEG_BIN: ffmpegBin,
    },
  };
}

/** What Lambda itself sets, and nothing of the user's own environment. */
function lambdaVariables(name: string, memoryMb: number, folder: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_EC2_METADATA_DISABLED: 'true',
    LAMBDA_TASK_ROOT: folder,
    PATH: '/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
