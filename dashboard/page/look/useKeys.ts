import { useEffect } from 'preact/hooks';

/** What keys do, by their names as `KeyboardEvent.key` has them. */
export type Keys = Record<string, () => void>;

/** Fields that take letters and arrows for themselves. */
const TYPED = 'input:not([type="range"]):not([type="checkbox"]), select, textarea';

/** What is pressed by the space bar. */
const PRESSED = 'button, a, summary, input:not([type="range"])';

/** Keys of a whole view, save where somebody types or presses something else by them. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
      if (event.target.matches(TYPED) || (event.key === ' ' && event.target.matches(PRESSED))) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', take);
    return () => removeEventListener('keydown', take);
  });
}
