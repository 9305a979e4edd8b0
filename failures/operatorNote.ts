/** What an operator should know of a refusal, by its code: the message itself speaks to the person who uploaded. */
const NOTES: Record<string, string> = {
  empty: 'An upload of 0 bytes: the client most likely gave up before it sent anything.',
  unreadable: 'No container could be read, so nothing was downloaded; a redrive ends the same way.',
  container: 'The bytes are of a format that is not taken; ffmpeg never saw them.',
  'no-video': 'There are streams but no moving picture; cover art does not count.',
  'no-frames':
    'The index is whole and empty: a recorder was stopped before its first frame, or it is the init segment of a stream.',
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
  codec:
    'The codec is not among those of media/hardenedInput.ts, which bounds what a file may make ffmpeg run.',
  'dolby-vision-5':
    'Its base layer is in IPT-PQ-C2, which only a player with Dolby Vision, or an ffmpeg with libplacebo, turns into colours.',
  'colour-space':
    'zscale does not have this matrix, or not with this curve; nothing was downloaded or decoded.',
  'decode-failed':
    "ffmpeg's last lines are in the detail; try its command from `fanreel plan` on the source.",
  'decoder-crash':
    'ffmpeg was ended by its own fault, so it is not tried again; keep the source, it may be an attack.',
  'ffmpeg-cannot':
    'The ffmpeg in use lacks something, or its version takes other options; its words are in the detail.',
  'source-gone': 'The object was deleted or never there; uploading it again starts a new job.',
  'source-superseded': 'A version was asked for that is not the newest; publish the key without one.',
  'wrong-bucket': 'Somebody publishes requests of another stack to this topic.',
  archived: 'Restore the object from its archive, then redrive.',
  'bad-message': 'Who published it has to mend it; the body is in the dead letter.',
  'key-too-long': 'Upload it again under a shorter key.',
  'does-not-fit':
    'Give the function more time or scratch in the profile, or turn MediaConvert on, then redrive.',
  'output-missing':
    'Look at the job in the MediaConvert console, and whether its role may write to the bucket.',
  'mediaconvert-refused':
    'MediaConvert did not take the settings, or the role; its words are in the message.',
  'mediaconvert-canceled':
    'Somebody canceled it in the MediaConvert console or by its API; a redrive makes it again.',
  'worker-lost': "See the function's log for out of memory; give it more in the profile, then redrive.",
  'no-vmaf': 'Nothing was encoded; ffmpeg -filters lists libvmaf where a build has it.',
};

/** MediaConvert's own error codes come after the prefix. */
const MANAGED_ERROR = /^mediaconvert-\d+$/;
const MANAGED_NOTE =
  "MediaConvert's own error, listed by its number in its user guide; the job is in its console for three months.";

/** One sentence for the operator; undefined for what may pass, and says all by itself. */
export function operatorNote(code: string): string | undefined {
  return NOTES[code] ?? (MANAGED_ERROR.test(code) ? MANAGED_NOTE : undefined);
}
