import type { IContainer, IContainerPort, IPodSpec, IVolume, IVolumeMount } from 'kubernetes-models/v1';
import type { ContainersTold } from '../contract/compute/containersTold.ts';
import { IMAGE_LAYOUT } from '../contract/compute/imageLayout.ts';

const SCRATCH = 'scratch';

/** As the restricted Pod Security Standard asks of a pod, which the namespace's label has the cluster hold. */
const SECURE_POD = {
  runAsNonRoot: true,
  runAsUser: IMAGE_LAYOUT.user,
  runAsGroup: IMAGE_LAYOUT.user,
  // The volume belongs to root without it.
  fsGroup: IMAGE_LAYOUT.user,
  seccompProfile: { type: 'RuntimeDefault' },
} satisfies IPodSpec['securityContext'];

const SECURE_CONTAINER = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} satisfies IContainer['securityContext'];

export interface SecurePodOptions {
  serviceAccountName: string;
  architecture: ContainersTold['architecture'];
  /** Whether its program asks the cluster. @default no token of the cluster is there */
  asksCluster?: boolean;
  /** Of the one volume that it writes to. */
  scratchMb: number;
  container: SecureContainer;
  /** That are read beside it. */
  mounted?: { volume: IVolume; mount: IVolumeMount }[];
}

/** KEDA's schema wants the protocol of a port said, which is else TCP. */
interface SecureContainer extends Omit<IContainer, 'ports' | 'securityContext' | 'volumeMounts'> {
  ports: (IContainerPort & { protocol: 'TCP' })[];
}

/** A pod of one container that may do as little as it needs. */
export function securePod(options: SecurePodOptions) {
  const {
    serviceAccountName,
    architecture,
    asksCluster = false,
    scratchMb,
    container,
    mounted = [],
  } = options;
  return {
    serviceAccountName,
    automountServiceAccountToken: asksCluster,
    // Else each Service of the namespace is told by variables, whose names may be ours.
    enableServiceLinks: false,
    // The pod's own first process then takes up what becomes of ffmpeg's children, as no program here would.
    shareProcessNamespace: true,
    securityContext: SECURE_POD,
    // An image of one architecture runs on no other.
    nodeSelector: {
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': architecture === 'arm64' ? 'arm64' : 'amd64',
    },
    containers: [
      {
        ...container,
        securityContext: SECURE_CONTAINER,
        volumeMounts: [
          { name: SCRATCH, mountPath: IMAGE_LAYOUT.scratch },
          ...mounted.map(({ mount }) => mount),
        ],
      },
    ],
    // A pod that writes more is evicted, before it fills its node's disk.
    volumes: [
      { name: SCRATCH, emptyDir: { sizeLimit: mebibytes(scratchMb) } },
      ...mounted.map(({ volume }) => volume),
    ],
  } satisfies IPodSpec;
}

/** What a profile calls MB are MiB, as AWS counts memory and volumes. */
export function mebibytes(mb: number): string {
  return `${mb}Mi`;
}

/** Variables in a stable order. Kubernetes takes `$(NAME)` in a value for a variable, and `$$` for a dollar sign. */
export function envOf(variables: Record<string, string>): NonNullable<IContainer['env']> {
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value: value.replaceAll('$', '$$$$') }));
}
