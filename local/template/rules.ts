import type { Rule } from '../../emulator/index.ts';
import type { World } from './world.ts';

/** The stack's EventBridge rules that wait for events; those with a schedule are others' work. */
export function rulesOf(world: Pick<World, 'all'>): Rule[] {
  return world
    .all('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventPattern)
    .map(({ ref, properties }) => ({
      name: ref,
      pattern: properties.EventPattern as object,
      isEnabled: properties.State !== 'DISABLED',
      targets: properties.Targets as Rule['targets'],
    }));
}
