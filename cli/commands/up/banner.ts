import { PAGE_PATH } from '../../../dashboard/wire/paths.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { LOCAL_CREDENTIALS, LOCAL_ENDPOINT, LOCAL_REGION } from '../../aws/localPlace.ts';
import { printable } from '../../terminal/printable.ts';
import { table } from '../../terminal/screen/table.ts';
import { formatSeconds } from '../../terminal/units.ts';

/** What `fanreel up` shows once everything answers: where things are, and commands that work when pasted. */
export function banner(runtime: LocalRuntime, watching?: string): string[] {
  const { endpoint, deployment, ffmpeg } = runtime;
  const elsewhere = endpoint === LOCAL_ENDPOINT ? '' : ` --endpoint ${endpoint}`;
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  const access = `AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`;
  const places = [
    ['videos go into', `s3://${deployment.inputBucket}`],
    ...(deployment.recordingsBucket === undefined
      ? []
      : [['recordings go into', `s3://${deployment.recordingsBucket}`]]),
    ...deployment.renditions.map(({ name, bucket }) => [`${name} comes out of`, `s3://${bucket}`]),
    ...(watching === undefined ? [] : [['and are taken from', watching]]),
  ];
  return [
    `fanreel is ready at ${endpoint} (started in ${formatSeconds(runtime.startupMs / 1_000)}, data in ${printable(runtime.dataDir)})`,
    `The dashboard is at ${endpoint}${PAGE_PATH}`,
    '',
    ...table([{}, {}], places, { indent: '  ' }),
    '',
    `  It encodes with ffmpeg ${ffmpeg.version ?? 'of no known version'} (${printable(ffmpeg.path)}).`,
    ...(ffmpeg.lacks.length > 0
      ? [`  This ffmpeg lacks ${ffmpeg.lacks.join(', ')}: jobs that need it will fail and say so.`]
      : []),
    '',
    '  From another terminal, either of:',
    `    npx fanreel submit clip.mp4 --wait${elsewhere}`,
    `    ${access} aws --region ${LOCAL_REGION} --endpoint-url ${endpoint} s3 cp clip.mp4 s3://${deployment.inputBucket}/`,
    '',
    '  Ctrl-C stops it; what is unfinished goes on at the next start.',
    '',
  ];
}
