import { expect, it } from 'vitest';
import { type RouteInput, route } from '../../../pipeline/engines/choose.ts';

const SHORT: RouteInput = {
  predictedSeconds: 20,
  sourceBytes: 30_000_000,
  outputBytes: 20_000_000,
  limits: { timeoutSeconds: 900, scratchMb: 10_240 },
  managedAboveSeconds: 600,
  managedEnabled: true,
  managedRefusal: null,
  failedHere: null,
};
const LONG = { ...SHORT, predictedSeconds: 700 };

it('keeps a short encode in the function and says why', () => {
  expect(route(SHORT)).toEqual({
    engine: 'ffmpeg',
    reason: 'predicted encode of 20 s and 48 MB of scratch fit the function',
  });
});

it('sends an encode over the limit to MediaConvert with both numbers', () => {
  expect(route(LONG)).toEqual({
    engine: 'mediaconvert',
    reason: 'predicted encode of 700 s is over the limit of 600 s',
  });
});

it('never predicts past the function itself, whatever the profile allows', () => {
  const input = { ...SHORT, predictedSeconds: 250, limits: { timeoutSeconds: 300, scratchMb: 10_240 } };
  expect(route(input).engine).toBe('mediaconvert');
});

it('sends a source that scratch cannot hold to MediaConvert', () => {
  const { engine, reason } = route({ ...SHORT, sourceBytes: 12e9 });
  expect(engine).toBe('mediaconvert');
  expect(reason).toMatch(/MB of scratch, the function has 10240 MB/);
});

it('does not try the function again where it has failed already, and says how', () => {
  const failedHere = "an earlier attempt ran into the function's deadline";
  expect(route({ ...SHORT, failedHere })).toEqual({ engine: 'mediaconvert', reason: failedHere });
});

it('keeps a long encode that the function can still end, where MediaConvert cannot make it', () => {
  const { engine, reason } = route({ ...LONG, managedRefusal: 'MediaConvert reads no FLV' });
  expect(engine).toBe('ffmpeg');
  expect(reason).toMatch(/MediaConvert reads no FLV/);
});

it('refuses what neither engine can make, with both reasons', () => {
  const input = { ...SHORT, predictedSeconds: 5_000, managedEnabled: false };
  expect(() => route(input)).toThrow(/5000 s is over the limit.*turned off in this profile/);
  expect(() => route(input)).toThrow(
    expect.objectContaining({ failureClass: 'preset', code: 'does-not-fit' }),
  );
});
