import { z } from 'zod';
import { ignored } from './ignored.ts';

/**
 * Names that the service takes as a source: no dot in the last part of the key, or one of these endings, in any case
 * (the `FileInput` pattern of the service's API model).
 */
const ENDINGS =
  'm2p|m2v|mpeg|mp3|avi|mp4|flv|mpt|mpg|m4v|trp|f4v|m2ts|ts|264|h264|mkv|mka|mov|mts|m2t|wmv|wma|asf|vob|3gp|3gpp|mxf|divx|xvid|raw|dv|gxf|m1v|3g2|vmf|m3u8|webm|lch|gxf_mpeg2|mxf_mpeg2|mxfhd|wav|y4m|xml|oga|ogg|atmos';
const FILE_INPUT = new RegExp(`^s3://([^/]+/+)+([^/.]+|[^/]*\\.(${ENDINGS}))$`, 'i');

const audioSelectorSchema = z.strictObject({
  defaultSelection: z.enum(['DEFAULT', 'NOT_DEFAULT']).optional(),
  selectorType: z.enum(['TRACK', 'STREAM']).optional(),
  /** Counts the audio tracks, from 1. */
  tracks: z.array(z.int().min(1)).length(1).optional(),
  /** Counts every track of the file, from 1. */
  streams: z.array(z.int().min(1)).length(1).optional(),
  offset: z.literal(0).optional(),
  programSelection: z.int().min(0).max(1).optional(),
  audioDurationCorrection: z.literal('DISABLED').optional(),
});

const videoSelectorSchema = z.strictObject({
  rotate: z.enum(['DEGREE_0', 'DEGREES_90', 'DEGREES_180', 'DEGREES_270', 'AUTO']).optional(),
  colorSpace: z.literal('FOLLOW').optional(),
  sampleRange: z.literal('FOLLOW').optional(),
  padVideo: z.literal('DISABLED').optional(),
  selectorType: z.literal('AUTO').optional(),
  alphaBehavior: z.literal('DISCARD').optional(),
  embeddedTimecodeOverride: z.literal('NONE').optional(),
  colorSpaceUsage: ignored,
});

/** HH:MM:SS:FF; with a semicolon the service counts as drop-frame does, which the local one does not know. */
const timecodeSchema = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d:[0-5]\d:[0-5]\d$/, 'Should be HH:MM:SS:FF, without dropped frames');

/** Both frames are in the clip. */
const clippingSchema = z.strictObject({
  startTimecode: timecodeSchema.optional(),
  endTimecode: timecodeSchema.optional(),
});

const inputFields = z.strictObject({
  fileInput: z
    .string()
    .regex(FILE_INPUT, 'Should be an s3:// URL with a name that the service takes as video'),
  audioSelectors: z.record(z.string(), audioSelectorSchema).optional(),
  videoSelector: videoSelectorSchema.optional(),
  denoiseFilter: z.literal('DISABLED').optional(),
  deblockFilter: z.literal('DISABLED').optional(),
  filterStrength: z.literal(0).optional(),
  inputScanType: z.literal('AUTO').optional(),
  // Filters are off above, so when to apply them means nothing.
  filterEnable: ignored,
  psiControl: ignored,
  timecodeSource: z.enum(['ZEROBASED', 'EMBEDDED', 'SPECIFIEDSTART']).optional(),
  inputClippings: z.array(clippingSchema).optional(),
});

/** Locally no timecode that is in a file is read: frames are counted from its first. */
export const inputSchema = inputFields.refine(
  ({ inputClippings = [], timecodeSource }) => inputClippings.length === 0 || timecodeSource === 'ZEROBASED',
  { message: 'Should be ZEROBASED where the input is clipped', path: ['timecodeSource'] },
);

export type InputSettings = z.infer<typeof inputSchema>;
export type AudioSelector = z.infer<typeof audioSelectorSchema>;
export type InputClipping = z.infer<typeof clippingSchema>;
