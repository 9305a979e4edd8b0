import { idOf, type Told } from '../live/state.ts';
import { bytes } from '../words/format.ts';
import { Foreign, Progress } from '../words/marks.tsx';
import { FileButtons } from './fileButtons.tsx';
import type { FileRowProps } from './fileRowProps.ts';
import { ForecastTable } from './forecastTable.tsx';
import { StageWords } from './stageWords.tsx';
import { WishesForm } from './wishesForm.tsx';
import { canBegin } from './work/row.ts';

/** A file with what would be made of it, how far it is, and what can be done with it. */
export function FileRow({ row, uploads, place, told }: FileRowProps & { told: Told }) {
  const { key, file, stage, forecast, trouble, beside, found } = row;
  const percent = 'sentBytes' in stage ? (100 * stage.sentBytes) / Math.max(1, file.size) : undefined;
  const isThere = told.sources.has(idOf({ bucket: place.bucket, key }));
  return (
    <article class="card file" data-stage={stage.is}>
      <div class="head">
        <b class="key">
          <Foreign text={key} />
        </b>
        <span class="quiet">{bytes(file.size)}</span>
      </div>
      <p class="stage" role="status">
        <StageWords stage={stage} isTakenUp={isThere} isForeign={place.foreign} />
        {percent !== undefined && <Progress percent={percent} of={key} />}
      </p>
      {found?.is === 'unreadable' && <p class="warning">{found.message}</p>}
      {trouble && stage.is !== 'done' && <p class="warning">{trouble}</p>}
      {forecast && stage.is !== 'done' && <ForecastTable forecast={forecast} of={key} />}
      {beside !== null && (
        <p class="quiet">The file of wishes beside it goes along, and is the stronger one.</p>
      )}
      {canBegin(row) && <OwnWishes row={row} uploads={uploads} place={place} />}
      <FileButtons row={row} uploads={uploads} place={place} />
    </article>
  );
}

function OwnWishes({ row: { id, own, key }, uploads, place }: FileRowProps) {
  return (
    <details class="wishes">
      <summary>{own ? 'Wishes of its own' : 'Wish something else for this one'}</summary>
      <WishesForm
        of={key}
        renditions={place.renditions}
        wishes={own ?? uploads.wishes}
        hasTitle
        onWish={wishes => uploads.wishFor(id, wishes)}
      />
      {own && (
        <button type="button" onClick={() => uploads.wishFor(id, null)}>
          As for all
        </button>
      )}
    </details>
  );
}
