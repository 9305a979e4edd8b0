import type { Chapter } from '../../wire/story.ts';
import { seen } from '../words/format.ts';
import { Foreign } from '../words/marks.tsx';

/** Why it failed, for who uploaded and for who runs the stack, and what to do; nothing where it did not. */
export function Failure({ chapter: { failure, state, rendition } }: { chapter: Chapter }) {
  if (!failure) return null;
  const { code, class: kind, message, operator, detail } = failure;
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
      <p>{whatToDo(state, kind, rendition)}</p>
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

function whatToDo(state: string, kind: string, rendition: string) {
  if (state !== 'failed') return 'Nothing to do: it is tried again by itself.';
  if (kind === 'input') return 'Upload a mended file; the same one fails the same way.';
  return (
    <>
      Once the cause is mended, put it back into its queue. In a terminal:{' '}
      <code>npx fanreel redrive {rendition}</code>
    </>
  );
}
