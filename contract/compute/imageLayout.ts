/** What the image's own entry point is; whoever sets a command of its own says it, too. */
const NODE = '/nodejs/bin/node';

/** Where things are in the image of workers and dashboard: the Dockerfile puts them there, whoever starts a container names them. */
export const IMAGE_LAYOUT = {
  /** The bundle of the renditions' function. */
  bundle: '/opt/fanreel/transcode.mjs',
  /** Where the functions' layer has it, so that the variables of a function hold for a worker as they are. */
  ffmpeg: '/opt/bin/ffmpeg',
  /** The one folder that is written to; a volume is mounted there. */
  scratch: '/scratch',
  /** User and group of every process, who own nothing else in the image: `nonroot` of distroless images. */
  user: 65_532,
  /** What starts a worker; no shell is needed. */
  worker: [NODE, '/opt/fanreel/worker.mjs'],
  /** What ends with 0 where the worker beside it answers, and with 1 where it does not. */
  health: [NODE, '/opt/fanreel/health.mjs'],
  /** What starts the dashboard; its flags follow. */
  dashboard: [NODE, '/opt/fanreel/dashboard.mjs'],
} as const;

/** Of health and metrics of a worker in a container. */
export const WORKER_PORT = 9_464;
