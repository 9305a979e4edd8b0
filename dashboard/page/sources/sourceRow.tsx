import { Component } from 'preact';
import type { RenditionRow, SourceRow } from '../../wire/sources.ts';
import { addressOf } from '../address/address.ts';
import { Link } from '../address/link.tsx';
import { isWorkedOn } from '../live/isWorkedOn.ts';
import { seconds, usd } from '../words/format.ts';
import { Ago, Foreign, Progress, State } from '../words/marks.tsx';

interface SourceItemProps {
  source: SourceRow;
  now: number;
}

/** A source with its renditions inside; while others scroll by it is not drawn anew. */
export class SourceItem extends Component<SourceItemProps> {
  override shouldComponentUpdate({ source, now }: SourceItemProps): boolean {
    return source !== this.props.source || now !== this.props.now;
  }

  override render() {
    return <Source {...this.props} />;
  }
}

function Source({ source, now }: SourceItemProps) {
  const { bucket, key, changedAt, renditions } = source;
  return (
    <article class="source">
      <div class="head">
        <Link class="key" to={addressOf({ view: 'source', bucket, key })}>
          {key === '' ? '(no source)' : <Foreign text={key} />}
        </Link>
        <span class="facts">
          <span>{usd(source.usd)}</span>
          <Ago at={changedAt} now={now} />
        </span>
      </div>
      <div class="renditions">
        {renditions.map(one => (
          <Rendition key={one.jobId} one={one} name={key} />
        ))}
      </div>
    </article>
  );
}

function Rendition({ one, name }: { one: RenditionRow; name: string }) {
  const { rendition, state, progress, secondsLeft, engine, code, waits, usd: paid } = one;
  const isMade = isWorkedOn(one);
  const left = isMade && secondsLeft !== undefined ? `${seconds(secondsLeft)} left` : '';
  const who = waits ? 'waits for a container' : engine;
  const more = [left, code, who, paid > 0 && usd(paid)].filter(Boolean).join(', ');
  return (
    <span class="rendition">
      <b>{rendition}</b> <State state={state} />
      {isMade && <Progress percent={progress} of={rendition} />}
      <small title={more}>{more}</small>
      {state === 'failed' && <Link to={addressOf({ view: 'mend', rendition, prefix: name })}>Mend</Link>}
    </span>
  );
}
