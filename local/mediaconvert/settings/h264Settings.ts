import { z } from 'zod';
import { ignored } from './ignored.ts';

/** Bit/s, or bits for a buffer. */
const bits = z.int().min(1_000).max(1_152_000_000);

const qvbrSettingsSchema = z.strictObject({
  qvbrQualityLevel: z.int().min(1).max(10).optional(),
  qvbrQualityLevelFineTune: z.number().min(0).max(1).optional(),
});

export const h264SettingsSchema = z
  .strictObject({
    rateControlMode: z.enum(['QVBR', 'CBR', 'VBR']).optional(),
    qvbrSettings: qvbrSettingsSchema.optional(),
    bitrate: bits.optional(),
    maxBitrate: bits.optional(),
    hrdBufferSize: z.int().min(0).max(1_152_000_000).optional(),
    hrdBufferInitialFillPercentage: z.int().min(0).max(100).optional(),
    codecProfile: z.enum(['BASELINE', 'MAIN', 'HIGH']).optional(),
    codecLevel: z
      .string()
      .regex(/^(AUTO|LEVEL_[1-5](_[1-3])?)$/, 'Should be AUTO or LEVEL_1 to LEVEL_5_2')
      .optional(),
    qualityTuningLevel: z.enum(['SINGLE_PASS', 'SINGLE_PASS_HQ', 'MULTI_PASS_HQ']).optional(),
    framerateControl: z.enum(['SPECIFIED', 'INITIALIZE_FROM_SOURCE']).optional(),
    framerateNumerator: z.int().min(1).optional(),
    framerateDenominator: z.int().min(1).optional(),
    framerateConversionAlgorithm: z.literal('DUPLICATE_DROP').optional(),
    gopSize: z.number().min(0).optional(),
    gopSizeUnits: z.enum(['FRAMES', 'SECONDS', 'AUTO']).optional(),
    // x264 closes every group or none; AWS can close each n-th.
    gopClosedCadence: z.literal(1).optional(),
    gopBReference: z.enum(['DISABLED', 'ENABLED']).optional(),
    minIInterval: z.int().min(0).max(30).optional(),
    sceneChangeDetect: z.enum(['DISABLED', 'ENABLED', 'TRANSITION_DETECTION']).optional(),
    numberBFramesBetweenReferenceFrames: z.int().min(0).max(7).optional(),
    numberReferenceFrames: z.int().min(1).max(6).optional(),
    entropyEncoding: z.enum(['CABAC', 'CAVLC']).optional(),
    slices: z.int().min(1).max(32).optional(),
    parControl: z.enum(['SPECIFIED', 'INITIALIZE_FROM_SOURCE']).optional(),
    parNumerator: z.int().min(1).optional(),
    parDenominator: z.int().min(1).optional(),
    interlaceMode: z.literal('PROGRESSIVE').optional(),
    telecine: z.literal('NONE').optional(),
    slowPal: z.literal('DISABLED').optional(),
    syntax: z.literal('DEFAULT').optional(),
    unregisteredSeiTimecode: z.literal('DISABLED').optional(),
    adaptiveQuantization: ignored,
    spatialAdaptiveQuantization: ignored,
    temporalAdaptiveQuantization: ignored,
    flickerAdaptiveQuantization: ignored,
    softness: ignored,
    dynamicSubGop: ignored,
    fieldEncoding: ignored,
    repeatPps: ignored,
    scanTypeConversionMode: ignored,
    saliencyAwareEncoding: ignored,
    writeMp4PackagingType: ignored,
  })
  .superRefine((settings, context) => {
    for (const name of neededBeside(settings)) {
      if (settings[name] === undefined)
        context.addIssue({ code: 'custom', message: 'is required', path: [name] });
    }
    if (settings.parNumerator !== settings.parDenominator) {
      context.addIssue({ code: 'custom', message: 'Should be 1:1 (square)', path: ['parNumerator'] });
    }
  });

export type H264Settings = z.infer<typeof h264SettingsSchema>;

/** What the service asks for only beside certain other values. */
function neededBeside(settings: {
  rateControlMode?: string | undefined;
  framerateControl?: string | undefined;
  gopSizeUnits?: string | undefined;
  parControl?: string | undefined;
}) {
  return [
    ...(settings.rateControlMode === 'QVBR' ? (['maxBitrate'] as const) : (['bitrate'] as const)),
    ...(settings.framerateControl === 'SPECIFIED'
      ? (['framerateNumerator', 'framerateDenominator'] as const)
      : []),
    ...(settings.gopSizeUnits === 'FRAMES' || settings.gopSizeUnits === 'SECONDS'
      ? (['gopSize'] as const)
      : []),
    ...(settings.parControl === 'SPECIFIED' ? (['parNumerator', 'parDenominator'] as const) : []),
  ];
}
