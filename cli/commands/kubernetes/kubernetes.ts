import { LambdaClient } from '@aws-sdk/client-lambda';
import { fleetYaml } from '../../../kubernetes/fleetYaml.ts';
import { IMAGE_REFERENCE } from '../../../profiles/schema/containers.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { profileNamed } from '../../decide/profileNamed.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { type FleetOptions, fleetOf } from './fleetOf.ts';

export type KubernetesOptions = ConnectionOptions & FleetOptions;

/** A DNS name (RFC 1123), as Kubernetes takes it of an Ingress. */
const HOST = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** `fanreel kubernetes`: what of the stack runs in a cluster, as manifests. */
export function kubernetes(options: KubernetesOptions): Promise<void> {
  checkFlags(options);
  return withDeployment(options, async (deployment, { clientConfig, stackName }) => {
    const lambda = new LambdaClient(clientConfig);
    const fleet = await fleetOf(deployment, { stackName, lambda, profileNamed, options });
    print(fleetYaml(fleet).trimEnd());
  });
}

function checkFlags({ dashboard, host, ingressClass, image }: FleetOptions): void {
  if (image !== undefined && !IMAGE_REFERENCE.test(image))
    throw new CommandError(
      2,
      `"${printable(image)}" is no image: give a reference such as registry.example.com/fanreel@sha256:...`,
    );
  if (!dashboard && (host ?? ingressClass) !== undefined)
    throw new CommandError(2, '--host and --ingress-class are of the dashboard: leave --no-dashboard out.');
  if (host === undefined && ingressClass !== undefined)
    throw new CommandError(
      2,
      '--ingress-class is of an Ingress: say by --host under which name it is reached.',
    );
  if (host !== undefined && !HOST.test(host))
    throw new CommandError(
      2,
      `"${printable(host)}" is no name that an Ingress takes: give one such as video.example.com.`,
    );
}
