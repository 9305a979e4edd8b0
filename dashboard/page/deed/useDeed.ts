import { useState } from 'preact/hooks';

/** Something that a button does, and what came of it last. */
export interface Deed {
  isBusy: boolean;
  /** In a sentence, empty before the first. */
  said: string;
  isTrouble: boolean;
  /** Does it; what it resolves to is said. */
  run(does: () => Promise<string>): void;
}

/** @param then hears that something was done, well or not */
export function useDeed(then: () => void = () => {}): Deed {
  const [now, setNow] = useState({ isBusy: false, said: '', isTrouble: false });
  const run = (does: () => Promise<string>) => {
    setNow({ isBusy: true, said: 'Working.', isTrouble: false });
    does()
      .then(
        said => setNow({ isBusy: false, said, isTrouble: false }),
        (error: Error) => setNow({ isBusy: false, said: error.message, isTrouble: true }),
      )
      .finally(then);
  };
  return { ...now, run };
}
