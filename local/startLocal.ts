import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Deployment, parseDeployment } from '../pipeline/deployment.ts';
import { cloudFormationHandler } from './cloudFormation.ts';
import { openDataFolder } from './dataFolder.ts';
import { Dynamo } from './dynamo.ts';
import { ensureFfmpeg } from './ensureFfmpeg.ts';
import { EventSource } from './lambda/eventSource.ts';
import { killProcessesIn } from './lambda/processes.ts';
import { SandboxPool } from './lambda/sandboxPool.ts';
import { Slots } from './lambda/slots.ts';
import { listen } from './listen.ts';
import type { LocalEvents } from './localEvents.ts';
import { mediaConvertPorts } from './mediaConvertPorts.ts';
import { mediaConvertHandler } from './mediaconvert/mediaConvertHandler.ts';
import { MediaConvertStore } from './mediaconvert/mediaConvertStore.ts';
import { provision } from './provision.ts';
import { releaseJobs } from './releaseJobs.ts';
import { s3Handler } from './s3/s3Server.ts';
import { S3Store } from './s3/store/s3Store.ts';
import { dispatch } from './server.ts';
import { snsHandler } from './sns/snsHandler.ts';
import { SnsStore } from './sns/snsStore.ts';
import { sqsHandler } from './sqs/sqsHandler.ts';
import { SqsStore } from './sqs/sqsStore.ts';
import { stsHandler } from './sts/stsHandler.ts';
import { synthesize } from './synthesize.ts';
import { tellEvents } from './tellEvents.ts';
import { drivenFunctions } from './template/functions.ts';
import { REGION } from './template/pseudoParameters.ts';
import { readStack } from './template/stack.ts';
import { buildWorld } from './template/world.ts';

export interface LocalOptions {
  /** The checkout whose stack runs. */
  projectDir: string;
  dataDir: string;
  /** 0 takes any free one. */
  port: number;
}

/** The stack, running on this machine. */
export interface LocalRuntime {
  endpoint: string;
  dataDir: string;
  /** From the call to ready. */
  startupMs: number;
  deployment: Deployment;
  events: EventEmitter<LocalEvents>;
  /** Stops at once: running encodes are ended and their messages come back at the next start. */
  close(): Promise<void>;
}

/**
 * Synthesizes the stack of the local profile and runs it: every service on one port of 127.0.0.1, every function in
 * sandboxes of its own, everything kept in one folder.
 * @throws {ConfigError} one sentence: no ffmpeg, the port or folder is held, the stack does not synthesize.
 */
export async function startLocal({ projectDir, dataDir, port }: LocalOptions): Promise<LocalRuntime> {
  const begun = performance.now();
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const ffmpegBin = ensureFfmpeg(process.env);
    const folder = openDataFolder(dataDir);
    closing.push(() => folder.close());
    const scratch = folder.sub('scratch');
    killProcessesIn(scratch); // of a run that was killed

    const server = createServer((request, response) => {
      response.writeHead(503, { 'retry-after': '1' }).end();
      request.resume();
    });
    server.requestTimeout = 0; // a big upload over a slow line takes as long as it takes
    const endpoint = `http://127.0.0.1:${await listen(server, port)}`;
    closing.push(() => new Promise(resolve => server.close(resolve).closeAllConnections()));
    folder.tellHolder(endpoint);

    const stack = readStack(await synthesize(projectDir, join(folder.path, 'cdk.out')));
    const world = buildWorld(stack, endpoint);
    const s3 = new S3Store(folder.sub('s3'));
    const sqs = new SqsStore(join(folder.path, 'sqs.sqlite'), { endpoint: () => endpoint });
    const sns = new SnsStore(sqs);
    const dynamo = new Dynamo(folder.sub('dynamodb'));
    closing.push(
      () => s3.close(),
      () => sqs.close(),
      () => dynamo.close(),
    );
    const client = new DynamoDBClient({
      endpoint,
      region: REGION,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    closing.push(() => client.destroy());
    const mediaConvert = new MediaConvertStore(
      join(folder.path, 'mediaconvert.sqlite'),
      mediaConvertPorts({ s3, sqs, world, ffmpegBin, scratch, endpoint }),
    );
    closing.push(() => mediaConvert.stop());

    const answer = dispatch({
      s3: s3Handler(s3),
      dynamo: (request, response) => dynamo.handle(request, response),
      sqs: sqsHandler(sqs),
      sns: snsHandler(sns),
      sts: stsHandler(),
      cloudFormation: cloudFormationHandler({
        name: stack.name,
        outputs: world.outputs,
        createdAt: new Date(),
      }),
      mediaConvert: mediaConvertHandler(mediaConvert),
    });
    server.removeAllListeners('request').on('request', answer);

    await provision(world, { s3, sqs, sns, dynamo: client });
    const deployment = parseDeployment(world.outputs);
    const functions = drivenFunctions(world, endpoint, ffmpegBin);
    for (const { source } of functions) sqs.releaseInFlight(source.queue);
    await releaseJobs(client, deployment.ledgerTable);
    await s3.replayEvents();

    const events = new EventEmitter<LocalEvents>();
    tellEvents(events, deployment, { sns, sqs });
    await mediaConvert.start();
    const machine = new Slots(Math.max(2, availableParallelism()));
    for (const { config, source } of functions) {
      const pool = new SandboxPool(config, { scratch, logs: folder.sub('logs') });
      const eventSource = new EventSource(source, { sqs, pool, machine });
      const running = eventSource.run();
      closing.push(async () => {
        eventSource.stop();
        pool.close();
        await running;
      });
    }
    return {
      endpoint,
      dataDir: folder.path,
      startupMs: performance.now() - begun,
      deployment,
      events,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
