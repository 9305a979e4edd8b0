import { isUnfinished } from '../../../contract/jobState.ts';
import type { Chapter } from '../../wire/story.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import { usd } from '../words/format.ts';
import { cancel } from './mendings.tsx';

interface CancelAllProps {
  chapters: Chapter[];
  /** The source's. */
  name: string;
  readOnly: boolean;
}

/** Ends what is not over of a source, where that is more than one rendition. */
export function CancelAll({ chapters, name, readOnly }: CancelAllProps) {
  const deed = useDeed();
  const open = chapters.filter(({ state }) => isUnfinished(state));
  const paid = open.reduce((sum, one) => sum + one.usd, 0);
  return (
    <>
      {open.length > 1 && (
        <div class="deeds">
          <DeedButton
            {...{ deed, readOnly }}
            question={`Stop ${open.length} renditions for good? ${usd(paid)} were spent on them before.`}
            does={() => cancel(name)}
          >
            Cancel all that is not over
          </DeedButton>
        </div>
      )}
      <Said deed={deed} />
    </>
  );
}
