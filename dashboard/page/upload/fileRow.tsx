import { Component } from 'preact';
import { bytes } from '../words/format.ts';
import { Foreign, Progress } from '../words/marks.tsx';
import { FileButtons } from './fileButtons.tsx';
import type { FileRowProps } from './fileRowProps.ts';
import { ForecastTable } from './forecastTable.tsx';
import { StageWords } from './stageWords.tsx';
import { WishesForm } from './wishesForm.tsx';
import { canBegin, type FormWishes } from './work/row.ts';

interface ShownRow extends FileRowProps {
  /** Of all files: it is drawn anew with these. */
  wishes: FormWishes;
  isTakenUp: boolean;
}

/** One among many files: while others are sent it is not drawn anew. */
export class FileRow extends Component<ShownRow> {
  override shouldComponentUpdate({ row, wishes, isTakenUp, place }: ShownRow): boolean {
    const shown = this.props;
    return (
      row !== shown.row || wishes !== shown.wishes || isTakenUp !== shown.isTakenUp || place !== shown.place
    );
  }

  override render() {
    return <File {...this.props} />;
  }
}

/** A file with what would be made of it, how far it is, and what can be done with it. */
function File({ row, uploads, place, isTakenUp }: ShownRow) {
  const { key, file, stage, forecast, trouble, beside, found } = row;
  const percent = 'sentBytes' in stage ? (100 * stage.sentBytes) / Math.max(1, file.size) : undefined;
  return (
    <article class="card file" data-stage={stage.is}>
      <div class="head">
        <b class="key">
          <Foreign text={key} />
        </b>
        <span class="quiet">{bytes(file.size)}</span>
      </div>
      <p class="stage">
        <span role="status">
          <StageWords stage={stage} isTakenUp={isTakenUp} isForeign={place.foreign} />
        </span>
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
        onWish={change => uploads.wishFor(id, change)}
      />
      {own && (
        <button type="button" onClick={() => uploads.wishFor(id, null)}>
          As for all
        </button>
      )}
    </details>
  );
}
