import type { UploadPlace } from '../../wire/uploads/uploads.ts';
import { bytes, usd } from '../words/format.ts';
import { canBegin } from './work/row.ts';
import type { Uploads } from './work/uploads.ts';

/** What all files come to, and the buttons for all. */
export function Sums({ uploads, place }: { uploads: Uploads; place: UploadPlace }) {
  const { rows } = uploads;
  const ready = rows.filter(canBegin);
  const size = ready.reduce((sum, { file }) => sum + file.size, 0);
  const cost = ready.reduce((sum, { forecast }) => sum + (forecast?.usd ?? 0), 0);
  const looking = rows.filter(({ stage }) => stage.is === 'looking').length;
  const isOver = rows.some(({ stage }) => ['done', 'same', 'refused'].includes(stage.is));
  const words = ready.length === 1 ? '1 file' : `${ready.length} files`;
  return (
    <div class="buttons sums">
      <button
        type="button"
        class="main"
        disabled={ready.length === 0}
        onClick={() => uploads.beginAll(place)}
      >
        Upload {words}
      </button>
      {isOver && (
        <button type="button" onClick={() => uploads.tidy()}>
          Clear what is over or refused
        </button>
      )}
      <p class="quiet">
        {ready.length > 0 &&
          `${bytes(size)}; what would be made of it costs about ${usd(cost)} at list prices.`}
        {looking > 0 && ` Looking into ${looking} more.`}
      </p>
    </div>
  );
}
