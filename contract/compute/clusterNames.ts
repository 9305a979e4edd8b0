import { createHash } from 'node:crypto';

/**
 * KEDA writes the name of a ScaledJob into a label, which has 63 characters, and Kubernetes puts six more behind it for a job and again
 * for its pod.
 */
const MAX_LENGTH = 50;

/** A DNS label (RFC 1123) from names, which two others never have together. */
export function dnsLabel(...parts: string[]): string {
  const text = parts.join('-');
  const label = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (label === text && label.length <= MAX_LENGTH) return label;
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${label.slice(0, MAX_LENGTH - mark.length - 1).replace(/-+$/, '')}-${mark}`.replace(/^-/, '');
}

/** What the workers of a rendition are called in a cluster, their service account included, which a role of the stack lets in. */
export function workersName(stackName: string, rendition: string): string {
  return dnsLabel(stackName, rendition);
}

/** What the dashboard is called there, its service account and its Secret included. */
export function dashboardName(stackName: string): string {
  return dnsLabel(stackName, 'dashboard');
}

/** What a pod is there for. */
export type Component = 'worker' | 'dashboard';

/** Of a pod: which rendition its worker makes. */
export const RENDITION_LABEL = 'fanreel/rendition';

/** By which policies, the dashboard and people find what belongs to a stack (Kubernetes, "Recommended Labels"). */
export function clusterLabels(stackName: string, component?: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'fanreel',
    'app.kubernetes.io/instance': dnsLabel(stackName),
    ...(component && { 'app.kubernetes.io/component': component }),
  };
}
