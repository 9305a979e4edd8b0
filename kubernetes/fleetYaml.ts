import { ApiObject, type ApiObjectProps, App, Chart, Yaml } from 'cdk8s';
import type { INamespace } from 'kubernetes-models/v1';
import { clusterLabels, dashboardName, workersName } from '../contract/compute/clusterNames.ts';
import { podReader, podReaderBinding, serviceAccount } from './access.ts';
import { dashboardDeployment, dashboardIngress, dashboardService } from './dashboard.ts';
import type { Fleet } from './fleet.ts';
import { dashboardPolicy, workerPolicy } from './networkPolicies.ts';
import { queuesAuthentication, scaledJob } from './scaledJob.ts';

/** All manifests of a fleet, in the order in which they are to be applied: what others refer to comes first. */
export function fleetManifests(fleet: Fleet): object[] {
  const app = new App({ recordConstructMetadata: false });
  const labels = clusterLabels(fleet.stack);
  const cluster = new Chart(app, 'cluster', { labels });
  const inside = new Chart(app, 'inside', { labels, namespace: fleet.namespace });
  add(cluster, [namespace(fleet)]);
  add(inside, [...workers(fleet), ...dashboard(fleet)]);
  return [cluster, inside].flatMap(chart => chart.toJson() as object[]);
}

/** As `kubectl apply` reads them. */
export function fleetYaml(fleet: Fleet): string {
  return Yaml.stringify(...fleetManifests(fleet));
}

/** The cluster itself refuses a pod here that could do more than it needs. */
function namespace({ namespace: name }: Fleet): INamespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
}

function workers(fleet: Fleet) {
  const { crews } = fleet;
  return [
    ...crews.map(crew => serviceAccount(workersName(fleet.stack, crew.rendition), crew)),
    workerPolicy(fleet),
    queuesAuthentication(fleet),
    ...crews.map(crew => scaledJob(crew, fleet)),
  ];
}

function dashboard(fleet: Fleet) {
  if (!fleet.dashboard) return [];
  const { host } = fleet.dashboard;
  return [
    serviceAccount(dashboardName(fleet.stack), fleet.dashboard),
    podReader(fleet),
    podReaderBinding(fleet),
    dashboardPolicy(fleet),
    dashboardDeployment(fleet, fleet.dashboard),
    dashboardService(fleet),
    ...(host === undefined ? [] : [dashboardIngress(fleet, { ...fleet.dashboard, host })]),
  ];
}

/** Each by kind and name, which the cluster tells them apart by. */
function add(chart: Chart, manifests: (ApiObjectProps & { metadata?: { name?: string } })[]): void {
  for (const one of manifests) new ApiObject(chart, `${one.kind}-${one.metadata?.name}`, one);
}
