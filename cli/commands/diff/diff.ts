import { S3Client } from '@aws-sdk/client-s3';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { profileNamed } from '../../decide/profileNamed.ts';
import { type LedgerReader, ledgerReader } from '../../ledger/ledgerReader.ts';
import { type PresetRendition, presetRenditions } from '../../stock/presetRendition.ts';
import { type StockLook, stockOf } from '../../stock/stock.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { counted } from '../../terminal/counted.ts';
import { print } from '../../terminal/print.ts';
import { PrintedList } from '../../terminal/printedList.ts';
import { noDisplay, type ProgressDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { type ChangesPlace, changesOf } from './changes.ts';
import { diffLines } from './diffLines.ts';
import { OlderGroups } from './olderGroups.ts';
import { olderOutputs } from './olderOutputs.ts';

export interface DiffOptions extends ConnectionOptions {
  prefix?: string;
  json?: boolean;
}

/** `fanreel diff`: outputs of older presets, by preset, with what has changed since. */
export function diff(names: string[], options: DiffOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const s3 = new S3Client(clientConfig);
    const look: StockLook = {
      ...{
        s3,
        ledger,
        inputBucket: deployment.inputBucket,
        wishes: deployment.wishes,
        prefix: options.prefix,
      },
      renditions: presetRenditions(deployment, names),
    };
    const list = options.json ? new PrintedList('older') : null;
    const found = await gather(look, list);
    await addChanges(found, { ledger, s3, profile: await profileNamed('local') });
    if (list) list.end(found.asJson());
    else for (const line of diffLines(found)) print(line);
    if (found.outputs > 0) throw someOlder(found.outputs);
  });
}

async function gather(look: StockLook, list: PrintedList | null): Promise<OlderGroups> {
  const found = new OlderGroups();
  const display: ProgressDisplay = list ? noDisplay() : progressDisplay(process.stderr);
  for await (const page of stockOf(look)) {
    found.sources += page.length;
    for (const one of page.flatMap(olderOutputs)) {
      found.add(one);
      const { key, rendition, output, presetHash } = one;
      list?.add({ key, rendition: rendition.name, presetHash, output });
    }
    display.sum(`Looked at ${counted(found.sources, 'source')}; ${found.outputs} outputs are older so far.`);
  }
  display.close();
  return found;
}

/** By one output of each preset, where this checkout has the preset that is deployed. */
async function addChanges(
  found: OlderGroups,
  { ledger, ...place }: ChangesPlace & { ledger: Pick<LedgerReader, 'withPlans'> },
): Promise<void> {
  const presets = await loadPresets();
  for (const group of found.groups) {
    const preset = deployedPreset(group.rendition, presets);
    const [job] = group.example && preset ? await ledger.withPlans([group.example]) : [];
    if (job && preset) group.changes = await changesOf(job, preset, place);
  }
}

function deployedPreset(rendition: PresetRendition, presets: Map<string, Preset>): Preset | null {
  const preset = presets.get(rendition.name);
  return preset && presetHash(preset) === rendition.presetHash ? preset : null;
}

function someOlder(outputs: number): CommandError {
  const are = outputs === 1 ? 'is' : 'are';
  return new CommandError(
    1,
    `${counted(outputs, 'output')} ${are} of an older preset: "npx fanreel backfill" makes them anew.`,
  );
}
