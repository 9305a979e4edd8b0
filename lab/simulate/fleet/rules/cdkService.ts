import { onFargate, type Rule, type RuleParts } from './rule.ts';
import { Service } from './service.ts';

const MINUTE = 60;

/** CDK's default: a service is never without a task. */
const MIN_TASKS = 1;

/** What the steps of QueueProcessingFargateService do by default, by how many messages are visible. */
function stepOf(visible: number): number {
  if (visible >= 500) return 5;
  if (visible >= 100) return 1;
  return visible <= 0 ? -1 : 0;
}

/** A target is missed for so many minutes before a service follows: of more, and of less, with a tenth left. */
const CPU_MINUTES = { out: 3, in: 15 };
const CPU_IN_SHARE = 0.9;

/** CDK's QueueProcessingFargateService as it comes but for its highest count: steps on visible messages, and half a core as target. */
export const cdkService: Rule = {
  name: "CDK's queue service",
  place: numbers => onFargate(numbers, { graceSeconds: numbers.defaultGraceSeconds }),
  scale({ simulation, queue, fleet, numbers, limits, every }: RuleParts): void {
    const { cdkMetricSeconds, cdkCooldownSeconds, cdkCpuTarget, metricDelaySeconds } = numbers;
    const service = new Service(fleet, { spare: 'nobody' });
    service.desired = MIN_TASKS;
    const period = cdkMetricSeconds / MINUTE;
    const visible: number[] = [];
    const cpu: number[] = [];
    const changedAt = { steps: Number.NEGATIVE_INFINITY, cpu: Number.NEGATIVE_INFINITY };
    let average: number | undefined;

    const change = (by: keyof typeof changedAt, count: number) => {
      const next = Math.min(limits.maxWorkers, Math.max(MIN_TASKS, count));
      if (next === service.desired || simulation.now < changedAt[by] + cdkCooldownSeconds) return;
      changedAt[by] = simulation.now;
      service.desired = next;
    };
    const follow = () => {
      if (average !== undefined) change('steps', service.desired + stepOf(average));
      const [out, less] = [cpu.slice(-CPU_MINUTES.out), cpu.slice(-CPU_MINUTES.in)];
      const wanted = Math.ceil((service.desired * (cpu.at(-1) ?? 0)) / cdkCpuTarget);
      const isOut = out.length === CPU_MINUTES.out && out.every(share => share > cdkCpuTarget);
      const isIn = less.length === CPU_MINUTES.in && less.every(share => share < CPU_IN_SHARE * cdkCpuTarget);
      if (isOut || isIn) change('cpu', wanted);
    };
    every(MINUTE, () => {
      visible.push(queue.visible);
      const ready = fleet.count - fleet.starting;
      cpu.push(ready === 0 ? 0 : fleet.busy / ready);
      if (visible.length === period) {
        const sum = visible.splice(0).reduce((all, count) => all + count, 0);
        simulation.after(metricDelaySeconds, () => {
          average = sum / period;
        });
      }
      simulation.after(metricDelaySeconds, follow);
    });
  },
};
