import { z } from 'zod';
import type { CorsRule } from '../../emulator/index.ts';

const texts = z.array(z.string()).default([]);

const corsSchema = z.object({
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedOrigins: z.array(z.string()),
          AllowedMethods: z.array(z.string()),
          AllowedHeaders: texts,
          ExposedHeaders: texts,
          MaxAge: z.number().optional(),
        }),
      ),
    })
    .default({ CorsRules: [] }),
});

/** The CORS rules in a bucket's properties, which CloudFormation names in its own way. */
export function corsRulesOf(properties: Record<string, unknown>): CorsRule[] {
  return corsSchema.parse(properties).CorsConfiguration.CorsRules.map(rule => ({
    allowedOrigins: rule.AllowedOrigins,
    allowedMethods: rule.AllowedMethods,
    allowedHeaders: rule.AllowedHeaders,
    exposeHeaders: rule.ExposedHeaders,
    ...(rule.MaxAge !== undefined && { maxAgeSeconds: rule.MaxAge }),
  }));
}
