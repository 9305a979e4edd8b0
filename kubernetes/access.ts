import type { IRole, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import type { IServiceAccount } from 'kubernetes-models/v1';
import { dashboardName } from '../contract/compute/clusterNames.ts';
import type { Fleet, Identity } from './fleet.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** Whom a pod is, to AWS and to the cluster. No key lies anywhere: AWS knows the account by the cluster's signature. */
export function serviceAccount(name: string, { roleArn }: Identity): IServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name,
      ...(roleArn !== undefined && { annotations: { 'eks.amazonaws.com/role-arn': roleArn } }),
    },
    automountServiceAccountToken: false,
  };
}

/** The dashboard shows the pods beside it, and can do nothing else in the cluster. */
export function podReader(fleet: Fleet): IRole {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name: dashboardName(fleet.stack) },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
  };
}

export function podReaderBinding(fleet: Fleet): IRoleBinding {
  const name = dashboardName(fleet.stack);
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: fleet.namespace }],
  };
}
