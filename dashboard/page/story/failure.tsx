import type { Chapter } from '../../wire/story.ts';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';

/** Why it failed, for who uploaded and for who runs the stack, and what to do; nothing where it did not. */
export function Failure({ chapter: { failure, rendition } }: { chapter: Chapter }) {
  if (!failure) return null;
  const { code, class: kind, message, operator, detail, remedy } = failure;
  return (
    <div class="failure">
      <p>
        <b>{[code, `(${kind})`].filter(Boolean).join(' ')}</b>: <Foreign text={message} />
      </p>
      {operator && (
        <p>
          For the operator: <Foreign text={operator} />
        </p>
      )}
      {remedy && <ToDo {...remedy} rendition={rendition} />}
      {detail && (
        <details>
          <summary>Its last words</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
          <pre tabIndex={0}>{detail.split('\n').map(seen).join('\n')}</pre>
        </details>
      )}
    </div>
  );
}

function ToDo({ words, isMendable, rendition }: { words: string; isMendable: boolean; rendition: string }) {
  const begun = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  if (!isMendable) return <p>{begun}.</p>;
  return (
    <p>
      {begun}, put it back into its queue. In a terminal: <code>npx fanreel redrive {rendition}</code>
    </p>
  );
}
