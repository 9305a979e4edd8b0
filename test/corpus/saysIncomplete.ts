import type { Made, Prepared } from '../../pipeline/kinds/prepared.ts';

/** Whether a plan, or what was made of it, says that the source ends too soon. */
export function saysIncomplete({ plan }: Pick<Prepared, 'plan'>, made: Made): boolean {
  const isTold = plan.decisions.some(({ what }) => what === 'incomplete');
  return isTold || /"incomplete":(true|\{|[1-9])/.test(JSON.stringify([plan, made]));
}
