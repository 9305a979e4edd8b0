import {
  type EventSourceMappingConfiguration,
  GetAccountSettingsCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { ListQueuesCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { Deployment } from '../../../contract/deployment.ts';
import type { Connection } from '../../aws/connection.ts';
import { about, type Finding } from './finding.ts';

/** What drives each function, and how much of both services the account may use at once. */
export async function functionFindings(
  { renditions }: Deployment,
  { clientConfig, endpoint }: Connection,
): Promise<Finding[]> {
  if (endpoint !== null) {
    return ['event sources', 'Lambda quota', 'MediaConvert quota'].map(what =>
      about(what).unasked('there is no such API here'),
    );
  }
  const lambda = new LambdaClient(clientConfig);
  const driven = renditions.filter(({ isContained }) => !isContained);
  const mappings = await Promise.all(
    driven.map(async one => {
      const FunctionName = one.function;
      const { EventSourceMappings = [] } = await lambda.send(
        new ListEventSourceMappingsCommand({ FunctionName }),
      );
      return [one.name, EventSourceMappings] as const;
    }),
  );
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const wanted = mappings.flatMap(([, all]) => all.map(one => one.ScalingConfig?.MaximumConcurrency ?? 0));
  return [
    ...mappings.map(([name, all]) => sourceFinding(name, all)),
    ...renditions.flatMap(({ name, isContained }) => (isContained ? [containedFinding(name)] : [])),
    concurrencyFinding(
      wanted.reduce((sum, one) => sum + one, 0),
      AccountLimit?.UnreservedConcurrentExecutions,
    ),
    await managedFinding(new MediaConvertClient(clientConfig)),
  ];
}

export function sourceFinding(name: string, mappings: EventSourceMappingConfiguration[]): Finding {
  const source = about(`function of ${name}`);
  const [mapping] = mappings;
  const mend = 'enable its event source in the Lambda console, or deploy the stack again';
  if (!mapping) return source.fail('no queue drives it', 'deploy the stack again');
  if (mapping.State === 'Enabled') return source.ok('its queue drives it');
  return source.fail(`its event source is ${mapping.State}`, mend);
}

/** Its event source is turned off on purpose. */
function containedFinding(name: string): Finding {
  return about(`function of ${name}`).ok('it stands by, and containers take its messages');
}

/** All renditions at once, and two functions of a few beside them. */
export function concurrencyFinding(wanted: number, free: number | undefined): Finding {
  const quota = about('Lambda quota');
  if (free === undefined) return quota.unasked('the account does not tell it');
  const said = `${free} functions may run at once, and all renditions together may ask for ${wanted}`;
  if (free >= wanted) return quota.ok(said);
  return quota.warn(
    said,
    'ask Service Quotas for more concurrent executions, or lower maxConcurrency in the profile',
  );
}

async function managedFinding(client: MediaConvertClient): Promise<Finding> {
  const managed = about('MediaConvert quota');
  const { Queues = [] } = await client.send(new ListQueuesCommand({}));
  const queue = Queues.find(({ Name }) => Name === 'Default');
  if (!queue)
    return managed.fail('the account has no queue "Default"', 'open MediaConvert once in the console');
  const { Status, ConcurrentJobs, SubmittedJobsCount = 0 } = queue;
  if (Status !== 'ACTIVE')
    return managed.fail(`queue "Default" is ${Status}`, 'activate it in the MediaConvert console');
  const most = ConcurrentJobs === undefined ? 'as many jobs as the account may' : `${ConcurrentJobs} jobs`;
  return managed.ok(`queue "Default" is active and runs ${most} at once; ${SubmittedJobsCount} wait`);
}
