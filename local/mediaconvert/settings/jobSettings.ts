import { z } from 'zod';
import { ignored } from './ignored.ts';
import { inputSchema } from './inputSettings.ts';
import { audioSelectorOf, outputGroupSchema } from './outputGroup.ts';

/**
 * A job's `settings` as they stand on the wire (first letters in lower case). Strict: a setting that the local
 * encoder would not honour is refused instead of dropped, so that local and AWS outputs cannot drift apart unseen.
 */
export const jobSettingsSchema = z
  .strictObject({
    // They are joined end to end; `followSource` counts them up to so many.
    inputs: z.array(inputSchema).min(1).max(150),
    outputGroups: z.array(outputGroupSchema).min(1),
    adAvailOffset: z.literal(0).optional(),
    followSource: z.literal(1).optional(),
    timecodeConfig: ignored,
  })
  .superRefine(({ inputs, outputGroups }, context) => {
    for (const [group, { outputs }] of outputGroups.entries()) {
      for (const [index, output] of outputs.entries()) {
        const path = ['outputGroups', group, 'outputs', index];
        if (outputs.length > 1 && !output.nameModifier) {
          context.addIssue({ code: 'custom', message: 'is required', path: [...path, 'nameModifier'] });
        }
        for (const [audio, description] of (output.audioDescriptions ?? []).entries()) {
          // What has no such selector is silent, as on AWS, among others that have one.
          if (inputs.some(input => audioSelectorOf(input, description))) continue;
          const message = 'the input has no such audio selector, and none that is the default';
          context.addIssue({ code: 'custom', message, path: [...path, 'audioDescriptions', audio] });
        }
      }
    }
  });

export type JobSettings = z.infer<typeof jobSettingsSchema>;
