import { type ContainersTold, containersToldSchema } from './containersTold.ts';

/** The containers that a function's variables tell of, read by whoever starts them; undefined where there are none. */
export function containersOf({
  CONTAINERS: told,
}: Record<string, string | undefined>): ContainersTold | undefined {
  return told === undefined ? undefined : containersToldSchema.parse(JSON.parse(told));
}
