import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { containersOf } from '../../../contract/compute/containersOf.ts';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import type { Crew } from '../../../kubernetes/fleet.ts';
import { type Containers, graceSecondsOf, messagesAWorkerOf } from '../../../profiles/schema/containers.ts';

/** Tells what functions are told. */
export type FunctionReader = Pick<LambdaClient, 'send'>;

interface Sources {
  /** Of the stack's profile. */
  containers: Containers;
  lambda: FunctionReader;
}

/**
 * The workers of a stack that run on Kubernetes. What they are told is what their functions are told as they are deployed, so that it is
 * written nowhere twice.
 */
export async function crewsOf({ renditions, cluster }: Deployment, sources: Sources): Promise<Crew[]> {
  const crews = await Promise.all(
    renditions.map(async rendition => {
      const variables = await variablesOf(rendition, sources);
      const containers = containersOf(variables);
      if (containers?.on !== 'kubernetes') return [];
      return {
        ...{ rendition: rendition.name, variables, containers },
        messagesAWorker: messagesAWorkerOf(sources.containers),
        graceSeconds: graceSecondsOf(sources.containers),
        ...(cluster?.identity === 'irsa' && rendition.podRoleArn && { roleArn: rendition.podRoleArn }),
      };
    }),
  );
  return crews.flat();
}

async function variablesOf(
  { function: FunctionName }: DeployedRendition,
  { lambda }: Sources,
): Promise<Record<string, string>> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Environment?.Variables ?? {};
}
