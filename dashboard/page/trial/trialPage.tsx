import type { Trial, TrialForecast } from '../../wire/mends/trial.ts';
import { API_PATH } from '../../wire/paths.ts';
import { addressOf, goTo } from '../address/address.ts';
import { change } from '../address/call.ts';
import { useRead } from '../address/useRead.ts';
import { DeedButton } from '../deed/deedButton.tsx';
import { ReadOnly, Said } from '../deed/said.tsx';
import { useDeed } from '../deed/useDeed.ts';
import type { Told } from '../live/state.ts';
import { bytes, seconds, seen, usd } from '../words/format.ts';
import { Table } from '../words/table.tsx';
import { Following } from './following.tsx';

/** A short video of our own, from its upload to all that is made of it. */
export function TrialPage({ told, address }: { told: Told; address: URLSearchParams }) {
  const { readOnly } = told.health;
  const { value, trouble } = useRead<TrialForecast>(`${API_PATH}test`, '');
  const deed = useDeed();
  const key = address.get('key') ?? '';
  return (
    <>
      <h1>Test pipeline</h1>
      <ReadOnly readOnly={readOnly} />
      {trouble && <p class="notice">{trouble}</p>}
      {key === '' ? (
        value ? (
          <Forecast forecast={value} />
        ) : (
          !trouble && <p>Reckoning what it would take.</p>
        )
      ) : (
        <Following key={key} told={told} address={address} wanted={namesOf(value)} />
      )}
      <Said deed={deed} />
      <div class="deeds">
        <DeedButton
          {...{ deed, readOnly }}
          {...(value?.isPaid && {
            question: `Send a test video? AWS charges about ${usd(value.usd)} for it.`,
          })}
          does={send}
        >
          {key === '' ? 'Send a test video' : 'Send another one'}
        </DeedButton>
      </div>
    </>
  );
}

async function send(): Promise<string> {
  const { bucket, key, sentAt } = await change<Trial>('POST', `${API_PATH}test`, {});
  goTo(addressOf({ view: 'test', bucket, key, at: sentAt }));
  return '';
}

function namesOf(forecast: TrialForecast | null): string[] {
  return forecast?.renditions.flatMap(one => (one.refusal === undefined ? [one.rendition] : [])) ?? [];
}

function Forecast({ forecast }: { forecast: TrialForecast }) {
  const { isPaid, profile, renditions } = forecast;
  const price = `about ${usd(forecast.usd)} at AWS's list prices`;
  return (
    <>
      <p>
        Makes a video of {seconds(forecast.seconds)} ({bytes(forecast.sizeBytes)}) on the server, uploads it
        below <code>fanreel-test/</code>, and follows it to all its renditions.{' '}
        {isPaid ? `It costs ${price}.` : `Here it costs nothing; on AWS it would be ${price}.`}
      </p>
      <Table
        caption={`What would be made, by the profile "${profile}"`}
        head={['Rendition', 'Engine', 'Takes', 'Cost']}
        rows={renditions.map(one => [
          one.rendition,
          one.refusal === undefined ? (one.engine ?? '') : seen(one.refusal),
          one.seconds === undefined ? '' : seconds(one.seconds),
          one.usd === undefined ? '' : usd(one.usd),
        ])}
      />
    </>
  );
}
