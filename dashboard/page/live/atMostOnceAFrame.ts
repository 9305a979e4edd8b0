/** A page in the background, or on a machine that is too busy, gets no frames: it is drawn all the same after so long, milliseconds. */
const WITHOUT_FRAME_MS = 1_000;

/** A browser's, typed here so that tests of this part need no browser's types. */
declare function requestAnimationFrame(call: () => void): number;
declare function cancelAnimationFrame(frame: number): void;

/** Something that is drawn anew once in a frame, however often it changes in it. */
export interface Drawing {
  /** It has changed. */
  changed(): void;
  /** Nobody looks at it any more. */
  stop(): void;
}

export function atMostOnceAFrame(draw: () => void): Drawing {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = undefined;
  };
  const drawNow = () => {
    stop();
    draw();
  };
  return {
    changed: () => {
      if (frame !== undefined) return;
      frame = requestAnimationFrame(drawNow);
      timer = setTimeout(drawNow, WITHOUT_FRAME_MS);
    },
    stop,
  };
}
