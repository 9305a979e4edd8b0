import type { ComponentChildren } from 'preact';

/** That there is nothing, and what to do next. */
export function Empty({ says, children }: { says: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{says}</p>
      {children}
    </div>
  );
}
