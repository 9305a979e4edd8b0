import type { Chapter as ChapterOf } from '../../wire/story.ts';
import { bytes, seconds, seen, usd } from '../words/format.ts';
import { Foreign, Progress, State } from '../words/marks.tsx';
import { Table } from '../words/table.tsx';
import { Failure } from './failure.tsx';
import { JobLog } from './jobLog.tsx';
import { Mendings } from './mendings.tsx';

interface ChapterProps {
  chapter: ChapterOf;
  /** The source's. */
  name: string;
  readOnly: boolean;
}

/** One rendition, from its plan to its end. */
export function Chapter({ chapter, name, readOnly }: ChapterProps) {
  const { rendition, state, progress, decisions, warnings } = chapter;
  return (
    <section class="card">
      <h2>
        {rendition} <State state={state} />{' '}
        {state !== 'complete' && <Progress percent={progress} of={rendition} />}
      </h2>
      <dl class="story">
        {factsOf(chapter).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Foreign text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {warnings.map(warning => (
        <p key={warning} class="warning">
          <Foreign text={warning} />
        </p>
      ))}
      <Failure chapter={chapter} />
      <Mendings chapter={chapter} name={name} readOnly={readOnly} />
      {decisions.length > 0 && (
        <Table
          caption={`Plan of ${rendition}`}
          head={['What', 'Choice', 'Reason']}
          rows={decisions.map(({ what, choice, reason }) => [what, seen(choice), seen(reason)])}
        />
      )}
      <Tries chapter={chapter} />
      {chapter.tries.length > 0 && (
        <JobLog jobId={chapter.jobId} rendition={rendition} updatedAt={chapter.updatedAt} />
      )}
    </section>
  );
}

function factsOf({
  engine,
  reason,
  predictedSeconds,
  waitedSeconds,
  secondsLeft,
  usd: paid,
  output,
  notRun,
}: ChapterOf) {
  const facts: [string, string | undefined][] = [
    ['Engine', engine && [engine, reason].filter(Boolean).join(': ')],
    ['Waits because', notRun],
    ['Predicted', predictedSeconds === undefined ? undefined : seconds(predictedSeconds)],
    ['Left', secondsLeft === undefined ? undefined : seconds(secondsLeft)],
    ['In the queue', waitedSeconds === undefined ? undefined : seconds(waitedSeconds)],
    ['Cost so far', `${usd(paid)} at list prices`],
    ['Output', output && `s3://${output.bucket}/${output.key}`],
    ['It is', output && outputWords(output)],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function outputWords({
  width,
  height,
  durationSeconds,
  sizeBytes,
}: NonNullable<ChapterOf['output']>): string {
  return [
    width === undefined ? '' : `${width}x${height}`,
    durationSeconds === undefined ? '' : seconds(durationSeconds),
    sizeBytes === undefined ? '' : bytes(sizeBytes),
  ]
    .filter(Boolean)
    .join(', ');
}

function Tries({ chapter: { rendition, tries } }: { chapter: ChapterOf }) {
  if (tries.length === 0) return null;
  return (
    <Table
      caption={`Attempts at ${rendition}`}
      head={['#', 'Began', 'Engine', 'Outcome', 'Took', 'Encoding', 'Cost']}
      rows={tries.map(one => [
        String(one.number),
        <time key="began" dateTime={one.startedAt} title={one.startedAt}>
          {new Date(one.startedAt).toLocaleString()}
        </time>,
        one.engine ?? '',
        one.outcome ?? 'under way',
        one.seconds === undefined ? '' : seconds(one.seconds),
        one.encodeSeconds === undefined ? '' : seconds(one.encodeSeconds),
        one.usd === undefined ? '' : usd(one.usd),
      ])}
    />
  );
}
