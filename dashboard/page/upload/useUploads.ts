import { useEffect, useState } from 'preact/hooks';
import { Uploads } from './work/uploads.ts';

/** One for the page: what is under way goes on whatever view is shown. */
let uploads: Uploads | undefined;

/** The files that were chosen, drawn anew at most once a frame. */
export function useUploads(): Uploads {
  uploads ??= new Uploads();
  const current = uploads;
  const [, setTurn] = useState(0);
  useEffect(() => {
    let asked = 0;
    const draw = () => {
      asked = 0;
      setTurn(turn => turn + 1);
    };
    const end = current.listen(() => {
      if (asked === 0) asked = requestAnimationFrame(draw);
    });
    // What changed before it was listened to.
    draw();
    return () => {
      end();
      cancelAnimationFrame(asked);
    };
  }, [current]);
  return current;
}
