import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../aws/localPlace.ts';
import { print } from '../../terminal/print.ts';
import { banner } from './banner.ts';
import { eventLine } from './eventLine.ts';
import type { UpEvent } from './upEvent.ts';

/** Tells what happens, to people or to programs. */
export interface Reporter {
  ready(runtime: LocalRuntime, watching?: string): void;
  event(event: Exclude<UpEvent, { event: 'ready' }>): void;
}

/** One JSON line an event. */
export function jsonReporter(): Reporter {
  const tell = (event: UpEvent) => print(JSON.stringify(event));
  return {
    event: tell,
    ready({ endpoint, dataDir, startupMs, ffmpeg, deployment }, watching) {
      tell({
        event: 'ready',
        at: new Date().toISOString(),
        endpoint,
        dataDir,
        startupMs: Math.round(startupMs),
        ffmpeg,
        region: LOCAL_REGION,
        accountId: LOCAL_ACCOUNT,
        ...deployment,
        ...(watching === undefined ? {} : { watching }),
      });
    },
  };
}

/** A banner, then one line an event; of a job's progress each tenth only. */
export function humanReporter(): Reporter {
  const tenths = new Map<string, number>();
  return {
    ready: (runtime, watching) => {
      for (const line of banner(runtime, watching)) print(line);
    },
    event(event) {
      if (event.event === 'progress') {
        const tenth = Math.floor((event.progress ?? 0) / 10);
        if (tenths.get(event.jobId ?? '') === tenth) return;
        tenths.set(event.jobId ?? '', tenth);
      } else if ('jobId' in event) {
        tenths.delete(event.jobId ?? '');
      }
      print(eventLine(event));
    },
  };
}
