import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { openDataFolder } from '../../../local/machine/dataFolder.ts';
import { openServices } from '../../../local/start/openServices.ts';

it('what another version keeps in the folder is named, with what to do', () => {
  const path = mkdtempSync(join(tmpdir(), 'fanreel-services-'));
  const folder = openDataFolder(path);
  onTestFinished(() => {
    folder.close();
    rmSync(path, { recursive: true });
  });
  const queues = new DatabaseSync(join(path, 'sqs.sqlite'));
  queues.exec('PRAGMA user_version = 99');
  queues.close();
  const open = () =>
    openServices({
      ...{ folder, endpoint: 'http://127.0.0.1:4566', stackName: 'fanreel', ffmpegBin: 'ffmpeg' },
      world: { all: () => [], assetFolder: () => '', outputs: {} },
    });
  expect(open).toThrow(ConfigError);
  expect(open).toThrow(/sqs\.sqlite has layout 99 .*; use another data folder or delete it\.$/);
});
