import type { ContainersTold } from '../contract/compute/containersTold.ts';

/** Who is let in where, by the way that the stack's roles were made for. */
export interface Identity {
  /** Of the role that pods of this service account take (IRSA); absent where EKS pod identity associates one. */
  roleArn?: string;
}

/** The workers of one queue. */
export interface Crew extends Identity {
  rendition: string;
  /** All that the rendition's function is told. */
  variables: Record<string, string>;
  containers: ContainersTold;
  /** A worker more for so many messages that wait. */
  messagesAWorker: number;
  /** From being told to end until it is killed, seconds. */
  graceSeconds: number;
}

/** The dashboard in the cluster. */
export interface ServedDashboard extends Identity {
  /** The name that it is reached by from outside; absent: by `kubectl port-forward` alone. */
  host?: string;
  /** Of the Ingress. @default the cluster's own choice */
  ingressClass?: string;
  /** Whether it may change nothing. */
  readOnly: boolean;
}

/** What of a deployed stack runs in a cluster. */
export interface Fleet {
  /** The CloudFormation stack, which begins every name here. */
  stack: string;
  region: string;
  namespace: string;
  /** Of workers and dashboard, in a registry. */
  image: string;
  /** Of the image. */
  architecture: ContainersTold['architecture'];
  crews: Crew[];
  dashboard?: ServedDashboard;
}
