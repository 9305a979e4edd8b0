import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { QueueDepth } from '../../wire/queues.ts';
import { HISTORY_SECONDS } from '../../wire/retention.ts';
import { LINES } from './lines.ts';

type Depths = (QueueDepth & { at: string })[];

const HEIGHT_PX = 140;

/** Of the most that is drawn, so that a line that stands still is seen to. */
const LEAST_TOP = 4;

/** A queue over the last minutes. What it shows stands in a table too, which is what screen readers read. */
export function QueueChart({ depths }: { depths: Depths }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const at = place.current;
    if (!at) return;
    const drawn = new uPlot(optionsOf(at), [[]], at);
    plot.current = drawn;
    const sized = new ResizeObserver(() => drawn.setSize({ width: at.clientWidth, height: HEIGHT_PX }));
    sized.observe(at);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => drawn.redraw(false, true);
    dark.addEventListener('change', redraw);
    return () => {
      dark.removeEventListener('change', redraw);
      sized.disconnect();
      drawn.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(dataOf(depths)), [depths]);
  return <div class="chart" ref={place} aria-hidden="true" />;
}

function dataOf(depths: Depths): uPlot.AlignedData {
  return [
    depths.map(({ at }) => Date.parse(at) / 1_000),
    ...LINES.map(({ of }) => depths.map(depth => depth[of])),
  ];
}

/** Colours are the style's, and so those of light or dark. */
function optionsOf(at: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(at).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...{ width: at.clientWidth || 300, height: HEIGHT_PX },
    ...{ legend: { show: false }, cursor: { show: false }, padding: [8, 8, 0, 0] },
    scales: {
      x: { range: (_, __, last) => [last - HISTORY_SECONDS, last] },
      y: { range: (_, __, most) => [0, Math.max(LEAST_TOP, most)] },
    },
    axes: [
      { ...axis, space: 60, incrs: [60, 120, 300], values: (_, ticks) => ticks.map(clock) },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] },
    ],
    series: [
      {},
      ...LINES.map(({ of, dash }) => ({
        ...{ stroke: colour(`--${of}`), width: 2, dash: [...dash], points: { show: false } },
      })),
    ],
  };
}

/** Hours and minutes in the reader's zone, of seconds since 1970. */
function clock(at: number): string {
  return new Date(at * 1_000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
