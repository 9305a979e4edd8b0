import { z } from 'zod';

/** That the dashboard answers, and for which stack. */
export const healthSchema = z.object({
  status: z.literal('ok'),
  stack: z.string().describe("The CloudFormation stack's name."),
  place: z.string().describe('Where the stack runs: an endpoint of this machine, or AWS.'),
  inputBucket: z.string().describe('Where uploads go, and where a source is of which no bucket is named.'),
  readOnly: z.boolean().describe('Nothing can be changed through this dashboard.'),
});

export type Health = z.infer<typeof healthSchema>;
