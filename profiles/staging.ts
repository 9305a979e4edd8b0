import type { Profile } from './schema/profile.ts';

export default {
  presets: 'all',
  prefix: 'fanreel-staging',
  fixedNames: false,
  function: {
    memoryMb: 5_307,
    timeoutSeconds: 900,
    scratchMb: 4_096,
    architecture: 'x86_64',
    maxConcurrency: 5,
  },
  mediaConvert: { enabled: true, aboveEncodeSeconds: 600 },
  maxReceiveCount: 5,
  retrySeconds: 15,
  leaseSeconds: 60,
  progressSeconds: 5,
  stallSeconds: 120,
  onIncomplete: 'make',
  overdueMinutes: 60,
  reconcileMinutes: 15,
  webhooks: true,
  retention: { queueDays: 4, dlqDays: 14, logDays: 14, jobDays: 30 },
  removalPolicy: 'destroy',
} satisfies Profile;
