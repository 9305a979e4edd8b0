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
    maxConcurrency: 2,
  },
  mediaConvert: { enabled: true, aboveEncodeSeconds: 600 },
  maxReceiveCount: 5,
  retrySeconds: 1,
  leaseSeconds: 9,
  progressSeconds: 1,
  stallSeconds: 120,
  overdueMinutes: 10,
  reconcileMinutes: 5,
  retention: { queueDays: 4, dlqDays: 14, logDays: 7, jobDays: 90 },
  removalPolicy: 'destroy',
} satisfies Profile;
