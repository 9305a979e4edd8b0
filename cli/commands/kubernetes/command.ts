import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { KubernetesOptions } from './kubernetes.ts';

export function kubernetesCommand(): Command {
  const command = new Command('kubernetes')
    .description(
      "print manifests for a cluster: workers of the renditions that the stack's profile has there, and the dashboard",
    )
    .option('--image <reference>', "of workers and dashboard (default: the profile's containers.image)")
    .option('--host <name>', 'reach the dashboard by this name, through an Ingress')
    .option('--ingress-class <name>', "of that Ingress (default: the cluster's)")
    .option('--read-only', 'let nothing be changed through the dashboard')
    .option('--no-dashboard', 'leave the dashboard out');
  return withExample(withConnection(command), ['npx fanreel kubernetes --aws > fleet.yaml'], {
    tried: false,
  }).action(async (options: KubernetesOptions) => (await import('./kubernetes.ts')).kubernetes(options));
}
