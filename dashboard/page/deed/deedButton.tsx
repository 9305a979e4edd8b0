import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { seen } from '../words/format.ts';
import type { Deed } from './useDeed.ts';

interface DeedButtonProps {
  deed: Deed;
  readOnly: boolean;
  disabled?: boolean;
  /** Asked before, where it cannot be undone or is paid for. */
  question?: string;
  does(): Promise<string>;
  children: ComponentChildren;
}

/** Does something, once whoever pressed it has agreed where there is a question. */
export function DeedButton({ deed, readOnly, disabled = false, question, does, children }: DeedButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking) yes.current?.focus();
    // Whoever goes by keys is where they were.
    else if (wasAsking.current) first.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (isAsking) {
    const agree = () => {
      setAsking(false);
      deed.run(does);
    };
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && setAsking(false);
    return (
      <fieldset class="question" onKeyDown={leave}>
        <legend>{seen(question ?? '')}</legend>
        <button type="button" ref={yes} onClick={agree}>
          Yes
        </button>
        <button type="button" onClick={() => setAsking(false)}>
          No
        </button>
      </fieldset>
    );
  }
  const press = () => (question === undefined ? deed.run(does) : setAsking(true));
  return (
    <button
      type="button"
      ref={first}
      disabled={readOnly || disabled || deed.isBusy}
      {...(readOnly && { title: 'This dashboard is read-only.' })}
      onClick={press}
    >
      {children}
    </button>
  );
}
