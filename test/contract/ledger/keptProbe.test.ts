import { expect, it } from 'vitest';
import { keepProbe, keptProbe, PROBE_FORM } from '../../../contract/ledger/keptProbe.ts';
import { probeOf } from '../../fixtures/probes.ts';

const PROBE = probeOf({}, { durationSeconds: 0.1 + 0.2 });

it('a probe is read as it was kept, of a source of its size alone', () => {
  expect(keptProbe(keepProbe(PROBE), PROBE.sizeBytes)).toEqual(PROBE);
  expect(keptProbe(keepProbe(PROBE), PROBE.sizeBytes + 1)).toBeNull();
});

it('one that was kept by other code is not read, nor is none', () => {
  const other = keepProbe(PROBE).replace(`"form":${PROBE_FORM}`, `"form":${PROBE_FORM + 1}`);
  expect(keptProbe(other, PROBE.sizeBytes)).toBeNull();
  expect(keptProbe(undefined, PROBE.sizeBytes)).toBeNull();
});

it('form 1 has these fields: with others there is another PROBE_FORM', () => {
  const fields = (value: object): string[] =>
    Object.entries(value).flatMap(([name, part]) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? fields(part).map(inside => `${name}.${inside}`)
        : [name],
    );
  expect({ form: PROBE_FORM, fields: fields(PROBE).join(' ') }).toEqual({ form: 1, fields: FORM_1 });
});

const FORM_1 = [
  'container sizeBytes durationSeconds encrypted video.streamIndex video.streamId video.codec video.width',
  'video.height video.crop video.rotation video.mirrored video.turnedElsewhere video.pixelAspect video.fps',
  'video.variableFps video.maxFps video.frameCount video.interlaced video.bitDepth video.chroma',
  'video.transfer video.primaries video.matrix video.namesColours video.dolbyVisionOnly video.fullRange',
  'video.untimed video.alpha video.durationSeconds audio.streamIndex audio.streamId audio.codec',
  'audio.channels audio.sampleRateHz audio.floatSamples audio.durationSeconds leftOut clock.exactDurations',
  'clock.editSeconds clock.longestSeconds clock.openEdits clock.numbered incomplete bytesRead faststart',
].join(' ');
