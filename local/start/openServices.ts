import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { REGION } from '../../emulator/account.ts';
import { cloudFormationHandler } from '../../emulator/cloudFormation.ts';
import { Dynamo } from '../../emulator/dynamo/dynamo.ts';
import { type Guard, pageGuard } from '../../emulator/guard/pageGuard.ts';
import { OWN_CREDENTIALS } from '../../emulator/ownCredentials.ts';
import { allowsOrigin } from '../../emulator/s3/cors/allowsOrigin.ts';
import { s3Handler } from '../../emulator/s3/s3Server.ts';
import { S3Store } from '../../emulator/s3/store/s3Store.ts';
import { dispatch, type Services } from '../../emulator/server.ts';
import { snsHandler } from '../../emulator/sns/snsHandler.ts';
import { SnsStore } from '../../emulator/sns/snsStore.ts';
import { sqsHandler } from '../../emulator/sqs/sqsHandler.ts';
import { SqsStore } from '../../emulator/sqs/sqsStore.ts';
import { StorageError } from '../../emulator/storageFaults.ts';
import { stsHandler } from '../../emulator/sts/stsHandler.ts';
import { ConfigError } from '../../failures/configError.ts';
import { MEDIACONVERT_PATH, mediaConvertHandler } from '../mediaconvert/mediaConvertHandler.ts';
import { MediaConvertStore } from '../mediaconvert/mediaConvertStore.ts';
import type { World } from '../template/world.ts';
import { type EventBus, mediaConvertPorts } from './connectMediaConvert.ts';
import type { DataFolder } from './dataFolder.ts';

/** Where in the data folder the embedded DynamoDB keeps its tables. */
export const LEDGER_FOLDER = 'dynamodb';

export interface ServiceOptions {
  folder: DataFolder;
  endpoint: string;
  stackName: string;
  world: World;
  ffmpegBin: string;
  eventBus?: EventBus;
  /** @default keeps web pages of other origins out */
  guard?: Guard;
}

/** The embedded AWS: each service's store, for use in this process, and one answer to all of their requests. */
export interface LocalServices {
  s3: S3Store;
  sqs: SqsStore;
  sns: SnsStore;
  mediaConvert: MediaConvertStore;
  /** A client of the embedded DynamoDB, which has no store of ours. */
  dynamo: DynamoDBClient;
  answer(request: IncomingMessage, response: ServerResponse): unknown;
  close(): Promise<void>;
}

/**
 * Opens what the folder keeps; nothing works or is delivered yet.
 * @throws {ConfigError} where it cannot be used as it is.
 */
export function openServices(options: ServiceOptions): LocalServices {
  try {
    return open(options);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new ConfigError(`${error.message}; use another data folder or delete it.`, { cause: error });
  }
}

function open({
  folder,
  endpoint,
  stackName,
  world,
  ffmpegBin,
  eventBus,
  guard = pageGuard(),
}: ServiceOptions): LocalServices {
  const s3 = new S3Store(folder.sub('s3'));
  const sqs = new SqsStore(join(folder.path, 'sqs.sqlite'), { endpoint: () => endpoint });
  const sns = new SnsStore(sqs);
  const dynamoServer = new Dynamo(folder.sub(LEDGER_FOLDER));
  const dynamo = new DynamoDBClient({
    endpoint,
    region: REGION,
    credentials: OWN_CREDENTIALS,
  });
  const mediaConvert = new MediaConvertStore(
    join(folder.path, 'mediaconvert.sqlite'),
    mediaConvertPorts({ s3, sqs, world, ffmpegBin, eventBus, scratch: folder.sub('scratch'), endpoint }),
  );
  const embedded: Services = {
    s3: s3Handler(s3),
    s3AllowsOrigin: request => allowsOrigin(s3, request),
    dynamo: (request, response) => dynamoServer.handle(request, response),
    sqs: sqsHandler(sqs),
    sns: snsHandler(sns),
    sts: stsHandler(),
    cloudFormation: cloudFormationHandler({
      name: stackName,
      outputs: world.outputs,
      createdAt: new Date(),
    }),
    rest: [{ path: MEDIACONVERT_PATH, answer: mediaConvertHandler(mediaConvert) }],
  };
  const answer = dispatch(embedded, guard);
  const close = async () => {
    await mediaConvert.stop();
    dynamo.destroy();
    await dynamoServer.close();
    sqs.close();
    s3.close();
  };
  return { s3, sqs, sns, mediaConvert, dynamo, answer, close };
}
