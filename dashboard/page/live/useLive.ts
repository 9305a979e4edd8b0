import { useEffect, useState } from 'preact/hooks';
import { atMostOnceAFrame } from './atMostOnceAFrame.ts';
import { Connection } from './connection.ts';
import { afterMessage, type Live, standOf } from './state.ts';

/** What the server tells, as it tells it; drawn at most once a frame. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ line: { is: 'connecting' }, told: null });
  useEffect(() => {
    let latest: Live = { line: { is: 'connecting' }, told: null };
    const drawing = atMostOnceAFrame(() => setLive(latest));
    const become = (next: Partial<Live>) => {
      latest = { ...latest, ...next };
      drawing.changed();
    };
    new Connection({
      line: line => line.is !== latest.line.is && become({ line }),
      message: message => become({ told: afterMessage(latest.told, message, Date.now()) }),
      stand: () => standOf(latest.told),
    }).open();
  }, []);
  return live;
}
