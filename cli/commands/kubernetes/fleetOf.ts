import type { DeployedCluster, Deployment } from '../../../contract/deployment.ts';
import type { Fleet, ServedDashboard } from '../../../kubernetes/fleet.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { crewsOf, type FunctionReader } from './crewsOf.ts';

/** What the command line says beside the stack. */
export interface FleetOptions {
  /** @default the profile's */
  image?: string;
  host?: string;
  ingressClass?: string;
  readOnly?: boolean;
  dashboard: boolean;
}

interface FleetSources {
  stackName: string;
  lambda: FunctionReader;
  profileNamed(name: string): Promise<Profile>;
  options: FleetOptions;
}

/**
 * What of a deployed stack runs in a cluster: what is told by its outputs and functions, with the image and the grace time of its profile.
 * @throws {CommandError} where nothing of it does, or no image is named.
 */
export async function fleetOf(deployment: Deployment, sources: FleetSources): Promise<Fleet> {
  const { stackName, lambda, options } = sources;
  const { profile: profileName, cluster } = deployment;
  if (profileName === undefined || !cluster) throw nothingThere(stackName, profileName);
  const { containers } = await sources.profileNamed(profileName);
  if (!containers) throw nothingThere(stackName, profileName);
  const crews = await crewsOf(deployment, { containers, lambda });
  if (crews.length === 0) throw nothingThere(stackName, profileName);
  const image = options.image ?? containers.image;
  if (image === undefined) throw new CommandError(2, NO_IMAGE);
  return {
    ...{ stack: stackName, region: regionOf(deployment), namespace: cluster.namespace },
    ...{ image, architecture: containers.architecture, crews },
    ...(options.dashboard && { dashboard: dashboardOf(options, cluster) }),
  };
}

const NO_IMAGE =
  'No image is named: put one into a registry, and name it by --image, or as containers.image in the profile.';

function nothingThere(stackName: string, profileName: string | undefined): CommandError {
  const where = profileName === undefined ? 'its profile' : `the profile "${profileName}"`;
  return new CommandError(
    1,
    `No rendition of the stack "${stackName}" is made on Kubernetes: set compute or containers.longJobs to "kubernetes" in ${where}, and deploy it.`,
  );
}

function regionOf({ uploadsTopicArn }: Deployment): string {
  return uploadsTopicArn.split(':')[3] ?? '';
}

function dashboardOf(
  { host, ingressClass, readOnly = false }: FleetOptions,
  { identity, dashboardRoleArn }: DeployedCluster,
): ServedDashboard {
  return {
    readOnly,
    ...(host !== undefined && { host }),
    ...(ingressClass !== undefined && { ingressClass }),
    ...(identity === 'irsa' && { roleArn: dashboardRoleArn }),
  };
}
