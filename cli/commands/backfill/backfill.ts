import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Deployment } from '../../../contract/deployment.ts';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { profileNamed } from '../../decide/profileNamed.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { type PresetRendition, presetRenditions } from '../../stock/presetRendition.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { confirm } from '../../terminal/confirm.ts';
import { counted } from '../../terminal/counted.ts';
import { print } from '../../terminal/print.ts';
import { PrintedList } from '../../terminal/printedList.ts';
import { noDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { stoppedWith, untilStopped } from '../../terminal/untilStopped.ts';
import { askForLacking } from './askForLacking.ts';
import { Estimate } from './estimate.ts';
import { lookInto } from './lookInto.ts';
import { ratesOf } from './rates.ts';
import type { SurveyLook } from './survey.ts';
import { type Tallies, tallyOf } from './tallies.ts';
import { withUnknownMessages } from './unknownMessages.ts';
import { askedLine, figuresOf, questionOf, summaryLines } from './words.ts';

export interface BackfillOptions extends ConnectionOptions {
  prefix?: string;
  /** Seconds. */
  since?: number;
  /** Requests a second. */
  rate: number;
  profile?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** `fanreel backfill`: sources times presets, less what is good; priced, agreed to, and asked for. */
export async function backfill(names: string[], options: BackfillOptions): Promise<void> {
  if (options.json && !options.dryRun && !options.yes) {
    throw new CommandError(2, 'With --json nobody is asked: say --dry-run to look, or --yes to agree.');
  }
  const profile = await profileNamed(options.profile ?? (options.aws ? 'production' : 'local'));
  const signal = untilStopped();
  const display = options.json ? noDisplay() : progressDisplay(process.stderr);
  let stopped = 'Stopped before anything was asked for.';
  const tellOf = (found: Tallies) => {
    const all = counted(found.lacking, 'rendition');
    return (asked: number) => {
      display.set('asked', { fraction: Math.min(1, asked / found.lacking), note: `of ${all}` });
      stopped = `Stopped after ${asked} of ${all}; the same command goes on with the rest.`;
    };
  };
  try {
    await withDeployment(options, async (deployment, { clientConfig }) => {
      const look = await lookAt(names, options, { deployment, clientConfig, signal });
      const prices = lookInto(look.s3, await presetsOf(look.renditions), profile);
      const estimate = new Estimate(await ratesOf(look.ledger), prices);
      const list = options.json ? new PrintedList('missing') : null;
      const found = await tallyOf(look, { estimate, display, list });
      if (!list) for (const line of summaryLines(found, estimate)) print(line);
      const agreed = found.lacking > 0 && !options.dryRun;
      if (agreed) await confirm(questionOf(found, estimate), options);
      const place = { deployment, clientConfig, ratePerSecond: options.rate, tell: tellOf(found) };
      const asked = agreed ? await askForLacking(look, place) : 0;
      display.finish('asked');
      if (list) list.end({ ...figuresOf(found, estimate, asked), dryRun: options.dryRun ?? false });
      else if (agreed) print(askedLine(asked));
    });
  } catch (error) {
    throw stoppedWith(signal, error, () => stopped);
  } finally {
    display.close();
  }
}

interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
  signal: AbortSignal;
}

type Look = SurveyLook & { ledger: ReturnType<typeof ledgerReader> };

async function lookAt(
  names: string[],
  { prefix, since }: BackfillOptions,
  { deployment, clientConfig, signal }: Place,
): Promise<Look> {
  const chosen = presetRenditions(deployment, names);
  const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
  return {
    s3: new S3Client(clientConfig),
    ledger,
    inputBucket: deployment.inputBucket,
    wishes: deployment.wishes,
    renditions: chosen,
    busy: await withUnknownMessages(chosen, new SQSClient(clientConfig), ledger),
    prefix,
    since: since === undefined ? undefined : Date.now() - since * 1_000,
    signal,
  };
}

/** As they are in this checkout, which need not be what is deployed. */
async function presetsOf(chosen: PresetRendition[]): Promise<Map<string, Preset>> {
  const all = await loadPresets();
  return new Map(chosen.flatMap(({ name }) => [...all].filter(([other]) => other === name)));
}
