import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import { clusterLabels, dashboardName } from '../contract/compute/clusterNames.ts';
import { IMAGE_LAYOUT } from '../contract/compute/imageLayout.ts';
import { DASHBOARD_PORT } from '../profiles/schema/dashboardOrigins.ts';
import type { Fleet, ServedDashboard } from './fleet.ts';
import { envOf, mebibytes, securePod } from './securePod.ts';

/** The user makes this Secret, with the token under the key of the same name. */
const TOKEN_KEY = 'token';

const TOKEN_FOLDER = '/var/run/secrets/fanreel';
const HTTP_PORT = 80;

/** What the page's tests upload, and videos that it looks into, pass through here. */
const SCRATCH_MB = 1_024;
const MEMORY_MB = 1_024;

/**
 * What an ALB has to be told, and other controllers do not read: to go to the pod, for its own way wants a port of each node; to speak TLS, for
 * without a certificate's ARN it listens on port 80 alone, where the token would go in clear; and that a dashboard which refuses whoever has
 * no token, or does not come by its name, is well.
 */
const FOR_ALB = {
  'alb.ingress.kubernetes.io/target-type': 'ip',
  'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
  'alb.ingress.kubernetes.io/healthcheck-path': '/health',
  'alb.ingress.kubernetes.io/success-codes': '401,403',
};

/** One page at a time: what it knows of the ledger it has in memory. */
export function dashboardDeployment(fleet: Fleet, dashboard: ServedDashboard): IDeployment {
  const name = dashboardName(fleet.stack);
  const labels = clusterLabels(fleet.stack, 'dashboard');
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podOf(fleet, dashboard) },
    },
  };
}

function podOf(fleet: Fleet, { host, readOnly }: ServedDashboard) {
  const { image, region, stack } = fleet;
  const port = { tcpSocket: { port: 'http' } };
  return securePod({
    serviceAccountName: dashboardName(fleet.stack),
    architecture: fleet.architecture,
    asksCluster: true,
    scratchMb: SCRATCH_MB,
    mounted: [
      {
        volume: { name: TOKEN_KEY, secret: { secretName: dashboardName(fleet.stack) } },
        mount: { name: TOKEN_KEY, mountPath: TOKEN_FOLDER, readOnly: true },
      },
    ],
    container: {
      name: 'dashboard',
      image,
      command: [...IMAGE_LAYOUT.dashboard],
      args: [
        ...['--aws', '--region', region, '--stack', stack, '--host', '0.0.0.0'],
        ...['--token-file', `${TOKEN_FOLDER}/${TOKEN_KEY}`],
        ...(host === undefined ? [] : ['--allow-host', host]),
        ...(readOnly ? ['--read-only'] : []),
      ],
      env: envOf({ AWS_REGION: region, TMPDIR: IMAGE_LAYOUT.scratch }),
      ports: [{ name: 'http', containerPort: DASHBOARD_PORT, protocol: 'TCP' }],
      // Whoever has no token is told nothing by HTTP, the kubelet included: that the port answers is all that it sees.
      livenessProbe: { ...port, periodSeconds: 20, failureThreshold: 6 },
      readinessProbe: { ...port, periodSeconds: 5 },
      resources: {
        requests: {
          cpu: '100m',
          memory: mebibytes(MEMORY_MB / 2),
          'ephemeral-storage': mebibytes(SCRATCH_MB),
        },
        limits: { memory: mebibytes(MEMORY_MB), 'ephemeral-storage': mebibytes(SCRATCH_MB) },
      },
    },
  });
}

export function dashboardService(fleet: Fleet): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: dashboardName(fleet.stack) },
    spec: {
      type: 'ClusterIP',
      selector: clusterLabels(fleet.stack, 'dashboard'),
      ports: [{ name: 'http', port: HTTP_PORT, targetPort: 'http' }],
    },
  };
}

/** TLS ends here: the token goes over the network as it is. */
export function dashboardIngress(
  fleet: Fleet,
  { host, ingressClass }: ServedDashboard & { host: string },
): IIngress {
  const name = dashboardName(fleet.stack);
  const backend = { service: { name, port: { name: 'http' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations: FOR_ALB },
    spec: {
      ...(ingressClass !== undefined && { ingressClassName: ingressClass }),
      tls: [{ hosts: [host], secretName: `${name}-tls` }],
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}
