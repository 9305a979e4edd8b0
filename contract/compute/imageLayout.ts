/** Where things are in the image of workers and dashboard: the Dockerfile puts them there, whoever starts a container names them. */
export const IMAGE_LAYOUT = {
  /** The bundle of the renditions' function. */
  bundle: '/opt/fanreel/transcode.mjs',
  /** Where the functions' layer has it, so that the variables of a function hold for a worker as they are. */
  ffmpeg: '/opt/bin/ffmpeg',
  /** The one folder that is written to; a volume is mounted there. */
  scratch: '/scratch',
  /** User and group of every process, which owns nothing in the image. */
  user: 10_001,
  /** What starts a worker; no shell is needed. */
  worker: ['node', '/opt/fanreel/workers/worker.ts'],
  /** What starts the dashboard; its flags follow. */
  dashboard: ['node', '/opt/fanreel/cli/fanreel.ts', 'dashboard'],
} as const;

/** Of health and metrics of a worker in a container. */
export const WORKER_PORT = 9_464;
