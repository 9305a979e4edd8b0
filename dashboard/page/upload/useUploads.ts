import { useEffect, useState } from 'preact/hooks';
import { atMostOnceAFrame } from '../live/atMostOnceAFrame.ts';
import { Uploads } from './work/uploads.ts';

/** One for the page: what is under way goes on whatever view is shown. */
let uploads: Uploads | undefined;

/** The files that were chosen, drawn anew at most once a frame. */
export function useUploads(): Uploads {
  uploads ??= new Uploads();
  const current = uploads;
  const [, setTurn] = useState(0);
  useEffect(() => {
    const draw = () => setTurn(turn => turn + 1);
    const drawing = atMostOnceAFrame(draw);
    const end = current.listen(drawing.changed);
    // What changed before it was listened to.
    draw();
    return () => {
      end();
      drawing.stop();
    };
  }, [current]);
  return current;
}
