import type { Profile } from './schema/profile.ts';

export default {
  presets: 'all',
  prefix: 'fanreel',
  fixedNames: true,
  // Two vCPUs' worth of Lambda, so that predictions fit a small machine.
  function: {
    memoryMb: 3_538,
    timeoutSeconds: 900,
    scratchMb: 10_240,
    architecture: 'x86_64',
    // One more than the cores of a small machine: a job begins while the one before it is checked and stored.
    maxConcurrency: 3,
  },
  mediaConvert: { enabled: true, aboveEncodeSeconds: 600 },
  maxReceiveCount: 5,
  retrySeconds: 1,
  // A clip of eight seconds has one heartbeat, of four requests, and not two.
  leaseSeconds: 12,
  progressSeconds: 2,
  stallSeconds: 120,
  onIncomplete: 'make',
  overdueMinutes: 10,
  reconcileMinutes: 5,
  webhooks: true,
  retention: { queueDays: 4, dlqDays: 14, logDays: 7, jobDays: 90 },
  removalPolicy: 'destroy',
  // Where development servers put a page by default. Nobody checks signatures here, so these pages may read and write
  // the input bucket as they like.
  uploadOrigins: [
    ...['http://localhost:3000', 'http://localhost:5173', 'http://localhost:8080'],
    ...['http://127.0.0.1:3000', 'http://127.0.0.1:5173', 'http://127.0.0.1:8080'],
  ],
} satisfies Profile;
