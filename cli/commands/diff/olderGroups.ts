import type { LedgerJob } from '../../../contract/readJob.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';
import type { Changes } from './changes.ts';
import type { OlderOutput } from './olderOutputs.ts';

/** Outputs that one preset made. */
export interface OlderGroup {
  rendition: PresetRendition;
  /** Null where the ledger has forgotten it. */
  presetHash: string | null;
  outputs: number;
  bytes: number;
  /** Keys of the first sources. */
  first: string[];
  /** A job that made one of them. */
  example: LedgerJob | undefined;
  /** Null where it cannot be known. */
  changes: Changes | null;
}

const MAX_NAMED = 5;

/** Outputs of older presets by preset, in the same memory however many they are. */
export class OlderGroups {
  readonly #groups = new Map<string, OlderGroup>();
  sources = 0;
  outputs = 0;

  get groups(): OlderGroup[] {
    return [...this.#groups.values()];
  }

  add({ key, rendition, output, presetHash, maker }: OlderOutput): void {
    const id = `${rendition.name} ${presetHash}`;
    const empty = { outputs: 0, bytes: 0, first: [], example: undefined, changes: null };
    const group: OlderGroup = this.#groups.get(id) ?? { rendition, presetHash, ...empty };
    this.#groups.set(id, group);
    this.outputs += 1;
    group.outputs += 1;
    group.bytes += output.sizeBytes;
    group.example ??= maker;
    if (group.first.length < MAX_NAMED) group.first.push(key);
  }

  asJson() {
    const presets = this.groups.map(({ rendition, presetHash, outputs, bytes, changes }) => ({
      ...{ rendition: rendition.name, presetHash, deployed: rendition.presetHash },
      ...{ outputs, bytes, changes },
    }));
    return { sources: this.sources, outputs: this.outputs, presets };
  }
}
