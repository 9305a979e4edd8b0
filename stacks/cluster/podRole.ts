import { ArnFormat, Stack } from 'aws-cdk-lib';
import { FederatedPrincipal, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type Containers, namespaceOf } from '../../profiles/schema/containers.ts';

/** A role for the pods of one service account, and for nobody else. No key lies in the cluster. */
export function podRole(
  scope: Construct,
  id: string,
  { containers, serviceAccount }: { containers: Containers; serviceAccount: string },
): Role {
  const issuer = containers.cluster?.oidcIssuer;
  const pod = { namespace: namespaceOf(containers), serviceAccount };
  return new Role(scope, id, {
    description: `Pods of ${pod.namespace}/${serviceAccount}`,
    assumedBy: issuer === undefined ? associated(pod) : signed(scope, issuer, pod),
  });
}

interface Pod {
  namespace: string;
  serviceAccount: string;
}

/** EKS pod identity: who is associated with a role is told to it in the session's tags. */
function associated({ namespace, serviceAccount }: Pod): IPrincipal {
  return new ServicePrincipal('pods.eks.amazonaws.com', {
    conditions: {
      StringEquals: {
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
    },
  }).withSessionTags();
}

/** IRSA: the cluster signs who the pod is, and the account has the cluster as an identity provider. */
function signed(scope: Construct, issuer: string, { namespace, serviceAccount }: Pod): IPrincipal {
  const provider = issuer.replace('https://', '');
  const arn = Stack.of(scope).formatArn({
    ...{ service: 'iam', region: '', resource: 'oidc-provider', resourceName: provider },
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const conditions = {
    StringEquals: {
      [`${provider}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
      [`${provider}:aud`]: 'sts.amazonaws.com',
    },
  };
  return new FederatedPrincipal(arn, conditions, 'sts:AssumeRoleWithWebIdentity');
}
