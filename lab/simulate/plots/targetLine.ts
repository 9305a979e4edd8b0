import type { TopLevelSpec } from 'vega-lite';

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** A line at what is asked for, drawn once whatever the data. */
export function targetLine(at: { x: number } | { y: number }): Layer {
  const encoding = 'x' in at ? { x: { datum: at.x } } : { y: { datum: at.y } };
  return { data: { values: [{}] }, mark: { type: 'rule', strokeDash: [4, 3], color: '#888' }, encoding };
}
