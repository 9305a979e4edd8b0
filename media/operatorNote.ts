/** What an operator should know of a refusal, by its code: the message itself speaks to the person who uploaded. */
const NOTES: Record<string, string> = {
  empty: 'An upload of 0 bytes: the client most likely gave up before it sent anything.',
  unreadable: 'No container could be read, so nothing was downloaded; a redrive ends the same way.',
  container: 'The bytes are of a format that is not on the list in media/probe.ts; ffmpeg never saw them.',
  'no-video': 'There are streams but no moving picture; cover art does not count.',
  'no-frames': 'The index is whole and empty: a recorder was stopped before its first frame.',
  truncated: 'The source ends before its own declared length; only a new upload helps, a redrive does not.',
  corrupt: 'ffmpeg ran, and too little came out of it; its numbers and last lines are in the detail.',
  'corrupt-audio': 'The picture is sound, the sound is not; a source without that track would be taken.',
  encrypted: 'The container says that its samples are encrypted; nothing was downloaded or decoded.',
  'too-small': 'Below the least frame size in media/limits.ts; nothing was downloaded.',
  'too-large': 'Above the frame or pixel budget in media/limits.ts, or it grew past it while it was decoded.',
  'too-long': 'Above the longest length in media/limits.ts, counted from its frames where there is an index.',
  'too-many-streams':
    'Above the number of streams in media/probe.ts: hardly a mistake, rather an attack on memory.',
  'output-mismatch':
    'The encoder made something else than the plan says: look at the preset and the ffmpeg build.',
  'quality-below-floor':
    "The encode is whole but too unlike its source: lower the preset's crf, raise maxrateKbps, or lower the floor.",
  'quality-unmeasured': 'The comparison ran and came to nothing: look at the source with `fanreel probe`.',
  'no-vmaf': 'Nothing was encoded; ffmpeg -filters lists libvmaf where a build has it.',
};

/** One sentence for the operator; undefined for codes that say all by themselves. */
export function operatorNote(code: string): string | undefined {
  return NOTES[code];
}
