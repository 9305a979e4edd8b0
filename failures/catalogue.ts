/** How the pipeline answers: try again, refuse this source, or refuse this preset. */
export type FailureClass = 'transient' | 'input' | 'preset';

/** One reason for which work ends. */
export interface FailureKind {
  class: FailureClass;
  /** What brings it about, as a table's cell. */
  when: string;
  /** One sentence for the person who uploaded, where it is always the same; else whoever throws words it. */
  message?: string;
  /** One sentence for the operator: what to look at, or that nothing helps. */
  operator: string;
  /** It says nothing against source, preset or pipeline: its message comes again at once, however often it came. */
  isBlameless?: true;
  /** What a function had too little of, where that was it: somebody who has more may still make it. */
  exhausts?: Exhaustible;
}

/** What a function has a bounded amount of. */
export type Exhaustible = 'time' | 'memory';

/**
 * Every code by which work ends, once. Codes are stable: they are in ledgers, dead letters and status messages. README and
 * docs take their tables from here.
 */
export const CATALOGUE = {
  empty: {
    class: 'input',
    when: '0 bytes',
    message: 'The file is empty (0 bytes).',
    operator: 'An upload of 0 bytes: the client most likely gave up before it sent anything.',
  },
  unreadable: {
    class: 'input',
    when: 'no index or half of one, noise, text, documents; 4 KiB of junk before a video too',
    operator: 'No container could be read, so nothing was downloaded; a redrive ends the same way.',
  },
  container: {
    class: 'input',
    when: 'pictures (animated GIF too), sound files, raw streams, playlists and other lists of files',
    operator: 'The bytes are of a format that is not taken; ffmpeg never saw them.',
  },
  'no-video': {
    class: 'input',
    when: 'sound alone, or with cover art',
    message: 'The file has no video in it.',
    operator: 'There are streams but no moving picture; cover art does not count.',
  },
  'no-frames': {
    class: 'input',
    when: 'an index without frames',
    operator:
      'The index is whole and empty: a recorder was stopped before its first frame, or it is the init segment of a stream.',
  },
  truncated: {
    class: 'input',
    when: "data that the file's own index names, and does not have (plain MP4 and MOV, listed fragments); any missing end where a profile refuses those",
    operator: 'The source ends before its own declared length; only a new upload helps, a redrive does not.',
  },
  corrupt: {
    class: 'input',
    when: "of the pictures that the file's packets hold, too many did not come out of the decoder: more than one frame (or 50 ms) at the end, or more than a hundredth of the film; images need only a few and are still made",
    message: 'The file is damaged and cannot be decoded.',
    operator: 'ffmpeg ran, and too little came out of it; its numbers and last lines are in the detail.',
  },
  'corrupt-audio': {
    class: 'input',
    when: 'sound of which nothing, or more than half a second less than its packets hold, could be decoded',
    message: "The file's sound is damaged and cannot be decoded.",
    operator: 'The picture is sound, the sound is not; a source without that track would be taken.',
  },
  encrypted: {
    class: 'input',
    when: 'DRM',
    message: 'The file is encrypted (DRM), so its pictures cannot be read.',
    operator: 'The container says that its samples are encrypted; nothing was downloaded or decoded.',
  },
  'too-small': {
    class: 'input',
    when: 'under 16 pixels a side',
    operator: 'Below the least frame size that is taken; nothing was downloaded.',
  },
  'too-large': {
    class: 'input',
    when: 'over 8192x4320, or over 10^13 pixels in all frames (5.5 hours of 4K at 60 frames a second); below that frames and pixels only choose the engine',
    operator: 'Above the frame or pixel budget that is taken, or it grew past it while it was decoded.',
  },
  'too-long': {
    class: 'input',
    when: 'over 8 hours, however small the file',
    operator: 'Above the longest length that is taken, counted from its frames where there is an index.',
  },
  'too-many-streams': {
    class: 'input',
    when: 'over 32',
    message: 'The file has too many streams.',
    operator: 'Above the number of streams that is taken: hardly a mistake, rather an attack on memory.',
  },
  'pixel-aspect': {
    class: 'input',
    when: 'an MP4 shown over 32,767 pixels wide',
    operator:
      'Its display width overflows what its header can hold, and ffmpeg would refuse the pictures; nothing was downloaded.',
  },
  codec: {
    class: 'input',
    when: 'pictures, and rarely sound, that the decoder whitelist lacks; well-known ones are told without a download',
    message: 'The video or its sound is in a codec that is not taken; upload H.264 and AAC, for example.',
    operator: 'The codec is not on the list of decoders, which bounds what a file may make ffmpeg run.',
  },
  'dolby-vision-5': {
    class: 'input',
    when: 'Dolby Vision with colours of its own (profile 5, 10.0); 4, 7, 8, 9 and other 10s go by their base layer',
    operator:
      'Its base layer is in IPT-PQ-C2, which only a player with Dolby Vision, or an ffmpeg with libplacebo, turns into colours.',
  },
  'colour-space': {
    class: 'input',
    when: "BT.2020 constant luminance with PQ or HLG, ICtCp that is not HDR, Y'D'zD'x; other matrices are converted",
    operator: 'zscale does not have this matrix, or not with this curve; nothing was downloaded or decoded.',
  },
  'decode-failed': {
    class: 'input',
    when: 'ffmpeg ended in a way that none of the other codes stands for',
    message: 'ffmpeg could not convert the file.',
    operator: "ffmpeg's last lines are in the detail; try its command from `fanreel plan` on the source.",
  },
  'decoder-crash': {
    class: 'input',
    when: 'the decoder ended by its own fault',
    message: 'The file makes the decoder crash; it is damaged beyond use.',
    operator:
      'ffmpeg was ended by its own fault, so it is not tried again; keep the source, it may be an attack.',
  },
  'bad-message': {
    class: 'input',
    when: 'a message that is neither an S3 event nor a request',
    operator: 'Who published it has to mend it; the body is in the dead letter.',
  },
  'wrong-bucket': {
    class: 'input',
    when: "a request for a bucket that is not this stack's",
    operator: 'Somebody publishes requests of another stack to this topic.',
  },
  'source-gone': {
    class: 'input',
    when: 'the object is not there, or not any more',
    operator: 'The object was deleted or never there; uploading it again starts a new job.',
  },
  'bad-wish': {
    class: 'input',
    when: 'a wish with a wrong field, where the profile makes no upload without its wish (`wishes.onWrong`)',
    operator:
      'Whoever uploaded wished what cannot be; the sentence names the place and the field that has to be mended.',
  },
  'source-superseded': {
    class: 'input',
    when: 'a request for a version that is not the newest',
    operator: 'A version was asked for that is not the newest; publish the key without one.',
  },
  archived: {
    class: 'input',
    when: 'the object lies in an archive storage class',
    operator: 'Restore the object from its archive, then redrive.',
  },
  'key-too-long': {
    class: 'input',
    when: "an upload's name that leaves no room for what its output's adds",
    operator: 'Upload it again under a shorter key.',
  },
  'unknown-camera': {
    class: 'input',
    when: "a clip of a camera that neither the preset's list nor the API knows",
    operator:
      'Whoever asked named a camera that there is not: look at the name, or add it where cameras are known.',
  },
  'clip-too-long': {
    class: 'input',
    when: 'a clip that is longer than its preset allows',
    operator: "Ask for less of it, or raise the clip preset's longestSeconds.",
  },
  'clip-empty': {
    class: 'input',
    when: 'a clip, or a trim, of a moment so short that no picture begins in it',
    operator: 'Whoever asked wants less than one picture lasts: ask for more of it.',
  },
  'clip-id-taken': {
    class: 'input',
    when: 'a clip under an id that another clip has',
    operator:
      'Whoever asked has to choose another clipId, or leave it out: then it follows from what is asked for.',
  },
  'past-the-end': {
    class: 'input',
    when: 'a part of a source, for a clip, that ends after the source does; a trim that begins after it',
    operator: 'Whoever asked wants more of the source than there is; `fanreel probe` tells how long it is.',
  },
  'mediaconvert-canceled': {
    class: 'input',
    when: 'a MediaConvert job was canceled',
    operator: 'Somebody canceled it in the MediaConvert console or by its API; a redrive makes it again.',
  },

  config: {
    class: 'preset',
    when: 'a preset, a profile or an environment that does not fit the code',
    operator: 'The message says which setting; mend it, deploy, then redrive.',
  },
  'output-mismatch': {
    class: 'preset',
    when: 'the output is not what the plan says',
    operator: 'The encoder made something else than the plan says: look at the preset and the ffmpeg build.',
  },
  'quality-below-floor': {
    class: 'preset',
    when: "an output whose quality is below its preset's floor",
    operator:
      "The encode is whole but too unlike its source: lower the preset's crf, raise maxrateKbps, or lower the floor.",
  },
  'quality-unmeasured': {
    class: 'preset',
    when: 'the comparison of output and source measured nothing',
    operator: 'The comparison ran and came to nothing: look at the source with `fanreel probe`.',
  },
  'no-vmaf': {
    class: 'preset',
    when: 'a preset asks for VMAF of an ffmpeg without libvmaf',
    message:
      'The preset asks for quality.metric "vmaf", which this ffmpeg cannot measure: use "ssim", or set FFMPEG_BIN to a build with libvmaf.',
    operator: 'Nothing was encoded; ffmpeg -filters lists libvmaf where a build has it.',
  },
  'ffmpeg-cannot': {
    class: 'preset',
    when: 'ffmpeg lacks a filter, an encoder or an option',
    operator:
      'The ffmpeg in use lacks something, or its version takes other options; its words are in the detail.',
  },
  'api-refused': {
    class: 'preset',
    when: "the cameras' API refuses a request, redirects it, or has an address that may not be called",
    operator: "Look at the clip preset's api, its paths and its secret; the API's answer is in the message.",
  },
  'api-answer': {
    class: 'preset',
    when: "the cameras' API answers with something else than was agreed, or too much",
    operator: 'Look at what the API answers: the field that is wrong is in the message.',
  },
  'api-secret': {
    class: 'preset',
    when: "the secret of the cameras' API is not there, or may not be read",
    operator: "Create the secret that the clip preset's api names in Secrets Manager, or mend its policy.",
  },
  'does-not-fit': {
    class: 'preset',
    when: 'no engine can make the rendition',
    operator: 'Give the function more time or scratch in the profile, or turn MediaConvert on, then redrive.',
  },
  'mediaconvert-refused': {
    class: 'preset',
    when: 'MediaConvert does not take the job',
    operator: 'MediaConvert did not take the settings, or the role; its words are in the message.',
  },
  'output-missing': {
    class: 'preset',
    when: 'MediaConvert reported success, and there is no output',
    operator: 'Look at the job in the MediaConvert console, and whether its role may write to the bucket.',
  },

  aborted: {
    class: 'transient',
    when: 'an encode was stopped by whoever asked for it',
    message: 'The encode was stopped.',
    operator: 'Nothing is wrong with the source; it is made again when its message comes back.',
  },
  deadline: {
    class: 'transient',
    exhausts: 'time',
    when: "the function's time ran out",
    operator:
      'It goes on in MediaConvert where that can make it; else give the function more time or memory in the profile.',
  },
  stalled: {
    class: 'transient',
    when: 'ffmpeg made no progress',
    operator: 'It is tried again; where it stalls each time, look at the source and the ffmpeg build.',
  },
  stopped: {
    class: 'transient',
    when: 'ffmpeg was ended from outside',
    message: 'ffmpeg was stopped from outside, or used up its processor time.',
    operator: 'It is tried again; on a machine of your own, look who ends processes.',
  },
  'out-of-memory': {
    class: 'transient',
    exhausts: 'memory',
    when: 'the system ended ffmpeg',
    message: 'ffmpeg was killed by the system, most likely for using too much memory.',
    operator:
      'After the second time MediaConvert takes it; give the function more memory where it often happens.',
  },
  'scratch-full': {
    class: 'transient',
    when: 'the scratch disk is full',
    message: 'There was no room left on the scratch disk.',
    operator:
      'Give the function more scratch in the profile; on a machine of your own, make room on the disk.',
  },
  'short-read': {
    class: 'transient',
    when: 'S3 sent fewer bytes than the object has',
    operator: 'The connection broke off; it is tried again.',
  },
  'source-changed': {
    class: 'transient',
    when: 'the source was overwritten again and again',
    operator: 'Somebody writes the same key over and over; the newest version is made once that ends.',
  },
  'recording-changed': {
    class: 'transient',
    when: 'a recording was overwritten or deleted while a clip was cut from it',
    operator: 'The clip is cut anew from what there is then; nothing has to be done.',
  },
  'publish-conflict': {
    class: 'transient',
    when: "another writer changed the output's key at the same moment",
    operator: 'It is tried again; where it happens often, somebody else writes to the output bucket.',
  },
  'lost-lease': {
    class: 'transient',
    when: 'another worker has taken the job over',
    operator:
      'The other worker makes it; where it happens often, functions are paused for longer than a lease.',
  },
  'worker-stopped': {
    class: 'transient',
    isBlameless: true,
    when: 'a worker was told to end before its encode could be done',
    message: 'The worker had to end before the encode was done.',
    operator:
      'Nothing is wrong: another worker makes it at once. Where it happens often, give workers more grace time, or spot capacity less of the work.',
  },
  'worker-lost': {
    class: 'transient',
    when: 'every worker died at work',
    operator: "See the function's log for out of memory; give it more in the profile, then redrive.",
  },
  'not-for-segments': {
    class: 'transient',
    when: 'a film whose pieces would not come out as the whole does, which only a closer look has told',
    operator: 'Another engine makes it as a whole; nothing has to be done.',
  },
  'sound-not-in-pieces': {
    class: 'transient',
    when: 'a film whose sound is not decoded to what its tables tell, which only whoever makes a piece of it has seen',
    operator: 'It is cut anew with its sound in one piece; nothing has to be done.',
  },
  'api-unavailable': {
    class: 'transient',
    when: "the cameras' API does not answer, or says that it cannot for now",
    operator:
      'It is tried again; where it lasts, look whether the API is up and can be reached from the functions.',
  },
  'wish-without-video': {
    class: 'input',
    when: 'a file of wishes beside which no video was uploaded in time',
    operator: 'Nothing was made of it; once the video is uploaded, the wishes in it are taken all the same.',
  },
  throttled: {
    class: 'transient',
    when: 'MediaConvert takes no more jobs for now',
    operator:
      "It is tried again; ask AWS for a larger quota of MediaConvert's requests where it happens often.",
  },
  'submit-unknown': {
    class: 'transient',
    when: 'MediaConvert took a job without naming it',
    message: 'MediaConvert accepted a job without naming it.',
    operator: 'The next attempt looks for it before it submits another.',
  },
  unknown: {
    class: 'transient',
    when: 'something that nobody foresaw',
    operator: "The function's log has all of it; it is tried again.",
  },
} as const satisfies Record<string, FailureKind>;

/** Stable, kebab-case. */
export type FailureCode = keyof typeof CATALOGUE;

type Kinds = typeof CATALOGUE;

/** Codes whose sentence for the uploader is always the same. */
export type FixedCode = {
  [Code in FailureCode]: Kinds[Code] extends { message: string } ? Code : never;
}[FailureCode];

/** Codes of sources and messages that are at fault themselves. */
export type InputCode = {
  [Code in FailureCode]: Kinds[Code]['class'] extends 'input' ? Code : never;
}[FailureCode];

/** What the catalogue has of a code, whatever wrote it; undefined for one of another version or another program. */
export function kindOf(code: string): FailureKind | undefined {
  return Object.hasOwn(CATALOGUE, code) ? CATALOGUE[code as FailureCode] : undefined;
}
