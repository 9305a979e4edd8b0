import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { REGION } from './account.ts';
import { cloudFormationHandler, type DescribedStack } from './cloudFormation.ts';
import { Dynamo } from './dynamo/dynamo.ts';
import { shrinkTables } from './dynamo/shrinkTables.ts';
import { eventsHandler } from './events/eventsHandler.ts';
import { EventsStore } from './events/eventsStore.ts';
import { dispatch, type RestService, type StreamHandler } from './gate/dispatch.ts';
import { OWN_CREDENTIALS } from './gate/ownCredentials.ts';
import type { Guard } from './gate/pageGuard.ts';
import { LogGroup } from './logs/logGroup.ts';
import { logsHandler } from './logs/logsHandler.ts';
import { allowsOrigin } from './s3/cors/allowsOrigin.ts';
import { s3Handler } from './s3/s3Handler.ts';
import { S3Store } from './s3/store/s3Store.ts';
import { secretsHandler } from './secrets/secretsHandler.ts';
import { SecretsStore } from './secrets/secretsStore.ts';
import { snsHandler } from './sns/snsHandler.ts';
import { SnsStore } from './sns/snsStore.ts';
import { sqsHandler } from './sqs/sqsHandler.ts';
import { SqsStore } from './sqs/sqsStore.ts';
import { stsHandler } from './sts/stsHandler.ts';

/** AWS on one machine: each service's store, for use in this process, and one answer to the requests of all others. */
export interface Emulator {
  s3: S3Store;
  sqs: SqsStore;
  sns: SnsStore;
  events: EventsStore;
  /** A client of the embedded DynamoDB, which has no store of its own. */
  dynamo: DynamoDBClient;
  /** Answers what comes in on the one port, for every service that is here. */
  answer(port: PortOptions): StreamHandler;
  close(): Promise<void>;
}

/** What the port answers for beside the stores. */
export interface PortOptions {
  /** What CloudFormation describes. */
  stack: DescribedStack;
  /** Sees every request before a service does. */
  guard: Guard;
  /** Services that are not built here. */
  rest: readonly RestService[];
  /** Files of lines by the names of the log groups that they stand for. @default none */
  logFiles?: ReadonlyMap<string, string>;
}

/**
 * Opens what `folder` keeps, which no other process may have open; nothing is delivered yet.
 * @param endpoint where the port answers, for example http://127.0.0.1:4566
 * @throws {StorageError} where another version made it, or another process has it.
 */
export function openEmulator(folder: string, endpoint: string): Emulator {
  // What was opened before something that cannot be is closed again.
  using opened = new DisposableStack();
  mkdirSync(tablesFolder(folder), { recursive: true });
  const s3 = opened.adopt(new S3Store(join(folder, 's3')), store => store.close());
  const queues = new SqsStore(join(folder, 'sqs.sqlite'), { endpoint: () => endpoint });
  const sqs = opened.adopt(queues, store => store.close());
  const sns = new SnsStore(sqs);
  const events = new EventsStore(join(folder, 'events.json'), sqs);
  const secrets = new SecretsStore(join(folder, 'secrets.json'), join(folder, 'secrets.key'));
  const tables = new Dynamo(tablesFolder(folder));
  const dynamo = new DynamoDBClient({ endpoint, region: REGION, credentials: OWN_CREDENTIALS });
  const stores = opened.move();
  return {
    ...{ s3, sqs, sns, events, dynamo },
    answer: ({ stack, guard, rest, logFiles = new Map() }) =>
      dispatch(
        {
          s3: s3Handler(s3),
          s3AllowsOrigin: request => allowsOrigin(s3, request),
          dynamo: (request, response) => tables.handle(request, response),
          sqs: sqsHandler(sqs),
          sns: snsHandler(sns),
          sts: stsHandler(),
          secrets: secretsHandler(secrets),
          events: eventsHandler(events),
          logs: logsHandler(new Map([...logFiles].map(([name, path]) => [name, new LogGroup(path)]))),
          cloudFormation: cloudFormationHandler(stack),
          rest,
        },
        guard,
      ),
    close: async () => {
      dynamo.destroy();
      await tables.close();
      stores.dispose();
    },
  };
}

/** Takes out of a folder that nobody has open what is overwritten in its tables. @see shrinkTables */
export function shrinkFolder(folder: string, notify: (sentence: string) => void): Promise<void> {
  return shrinkTables(tablesFolder(folder), notify);
}

function tablesFolder(folder: string): string {
  return join(folder, 'dynamodb');
}
