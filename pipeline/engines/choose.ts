import { WorkError } from '../../failures/workError.ts';
import type { Engine, Work } from './engine.ts';

export interface Choice {
  engine: Engine;
  reason: string;
}

/**
 * Chooses who makes it: the first engine that nothing speaks against, else the first that can.
 * @throws {WorkError} preset/does-not-fit where none can.
 */
export function choose(engines: readonly Engine[], work: Work): Choice {
  const asked = engines.map(engine => {
    const obstacle = engine.obstacle(work);
    return { engine, obstacle, against: obstacle ?? engine.drawback(work) };
  });
  const against = (some: typeof asked) => some.map(one => one.against).join(', and ');
  const at = asked.findIndex(one => one.against === null);
  const best = asked[at];
  if (best) {
    const reason = at === 0 ? best.engine.merit(work) : against(asked.slice(0, at));
    return { engine: best.engine, reason };
  }
  const able = asked.find(({ obstacle }) => obstacle === null);
  if (able) {
    const others = against(asked.filter(one => one !== able));
    return { engine: able.engine, reason: `${able.engine.merit(work)}; ${others}` };
  }
  throw new WorkError('does-not-fit', {
    message: `No engine can make this rendition: ${against(asked)}.`,
  });
}

/** Who goes on where this engine has run out of the function's time; null where nobody can. */
export function successorOf(engines: readonly Engine[], engine: Engine, work: Work): Engine | null {
  const later = engines.slice(engines.indexOf(engine) + 1);
  return later.find(one => one.obstacle(work) === null) ?? null;
}
