import type { Profile } from './schema/profile.ts';

export default {
  presets: 'all',
  prefix: 'fanreel',
  fixedNames: false,
  // Six vCPUs, the most Lambda gives, arrive at 8,846 MB: the same encode costs the same, and ends sooner.
  function: {
    memoryMb: 8_846,
    timeoutSeconds: 900,
    scratchMb: 10_240,
    architecture: 'x86_64',
    maxConcurrency: 50,
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
  retention: { queueDays: 4, dlqDays: 14, logDays: 90, jobDays: 365 },
  removalPolicy: 'retain',
} satisfies Profile;
