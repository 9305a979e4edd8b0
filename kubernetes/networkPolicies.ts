import type { INetworkPolicy, INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1';
import { type Component, clusterLabels, dnsLabel } from '../contract/compute/clusterNames.ts';
import { WORKER_PORT } from '../contract/compute/imageLayout.ts';
import { DASHBOARD_PORT } from '../profiles/schema/dashboardOrigins.ts';
import type { Crew, Fleet } from './fleet.ts';

const HTTPS = 443;

/** Where clusters that are not EKS's have their API. */
const CLUSTER_API = 6_443;

/** EKS's agent, which gives pods their credentials; IMDS, at another address beside it, stays out of reach. */
const POD_IDENTITY_AGENT = ['169.254.170.23/32', 'fd00:ec2::23/128'];

/** Workers are asked for their numbers, and ask AWS and the APIs of clips' recordings. */
export function workerPolicy(fleet: Fleet): INetworkPolicy {
  const ports = fleet.crews.flatMap(apiPorts);
  return policy(fleet, { component: 'worker', port: WORKER_PORT, outward: [HTTPS, ...ports] });
}

/** Anybody may reach the dashboard, which has a token: a load balancer's address is none of the cluster's. */
export function dashboardPolicy(fleet: Fleet): INetworkPolicy {
  return policy(fleet, { component: 'dashboard', port: DASHBOARD_PORT, outward: [HTTPS, CLUSTER_API] });
}

interface Openings {
  component: Component;
  /** That it may be asked at. */
  port: number;
  /** That it may ask others at. */
  outward: number[];
}

/** A pod that a policy of both types selects has no other connection than what the policies open. */
function policy(fleet: Fleet, { component, port, outward }: Openings): INetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: dnsLabel(fleet.stack, component) },
    spec: {
      podSelector: { matchLabels: clusterLabels(fleet.stack, component) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ protocol: 'TCP', port }] }],
      egress: [names(), { ports: tcp(outward) }, credentials()],
    },
  };
}

function names(): INetworkPolicyEgressRule {
  return {
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}

function credentials(): INetworkPolicyEgressRule {
  return { to: POD_IDENTITY_AGENT.map(cidr => ({ ipBlock: { cidr } })), ports: tcp([80]) };
}

function tcp(ports: number[]) {
  return [...new Set(ports)].sort((a, b) => a - b).map(port => ({ protocol: 'TCP' as const, port }));
}

/** A preset of clips names the address of its cameras' API, which may have a port of its own. */
function apiPorts({ variables }: Crew): number[] {
  const { api } = JSON.parse(variables.PRESET ?? '{}') as { api?: { baseUrl: string } };
  const port = api && new URL(api.baseUrl).port;
  return port ? [Number(port)] : [];
}
