import { ScaledJob, TriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { Role, RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { Namespace, Service, ServiceAccount } from 'kubernetes-models/v1';
import { WatchedFields } from './watchedFields.ts';

/** As it comes out of YAML. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
}

/** Kinds by the validators that are generated from Kubernetes's OpenAPI document, and from the CRDs of KEDA's release. */
const KINDS: Record<string, { prototype: { validate(): void } }> = {
  'v1/Namespace': Namespace,
  'v1/Service': Service,
  'v1/ServiceAccount': ServiceAccount,
  'apps/v1/Deployment': Deployment,
  'batch/v1/Job': Job,
  'networking.k8s.io/v1/Ingress': Ingress,
  'networking.k8s.io/v1/NetworkPolicy': NetworkPolicy,
  'rbac.authorization.k8s.io/v1/Role': Role,
  'rbac.authorization.k8s.io/v1/RoleBinding': RoleBinding,
  'keda.sh/v1alpha1/ScaledJob': ScaledJob,
  'keda.sh/v1alpha1/TriggerAuthentication': TriggerAuthentication,
};

/** Why a cluster would not take a manifest as it is; empty where it would. A field that its schema does not know is one such reason. */
export function refusals(manifest: Manifest): string[] {
  const kind = KINDS[`${manifest.apiVersion}/${manifest.kind}`];
  if (!kind) return [`There is no kind ${manifest.apiVersion}/${manifest.kind}.`];
  const watched = new WatchedFields(manifest);
  try {
    kind.prototype.validate.call(watched.value);
  } catch (error) {
    return [(error as Error).message];
  }
  return watched.unread().map(path => `${path} is not known.`);
}

/** The job that KEDA creates by a ScaledJob, whose own schema leaves labels and annotations of its pods open. */
export function jobOf({ metadata, spec }: Manifest): Manifest {
  const { jobTargetRef } = spec as { jobTargetRef: Record<string, unknown> };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobTargetRef };
}

/** The first of a kind. @throws where there is none. */
export function ofKind(manifests: object[], kind: string): Manifest {
  const found = (manifests as Manifest[]).find(one => one.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
}
