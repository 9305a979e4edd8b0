import { createHash } from 'node:crypto';
import type { Crew, Fleet } from './fleet.ts';

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

/** As the queue that they work, which begins with the deployment's prefix: `fanreel-720p`, `fanreel-720p-long`. */
export function crewName({ containers }: Pick<Crew, 'containers'>): string {
  return dnsLabel(containers.queueUrl.split('/').at(-1) ?? '');
}

export function dashboardName({ stack }: Pick<Fleet, 'stack'>): string {
  return dnsLabel(stack, 'dashboard');
}

/** What a pod is there for. */
export type Component = 'worker' | 'dashboard';

/** By which policies and people find what belongs to a stack (Kubernetes, "Recommended Labels"). */
export function labelsOf({ stack }: Pick<Fleet, 'stack'>, component?: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'fanreel',
    'app.kubernetes.io/instance': dnsLabel(stack),
    ...(component && { 'app.kubernetes.io/component': component }),
  };
}
