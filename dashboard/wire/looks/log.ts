import { z } from 'zod';

const logLineSchema = z.object({
  at: z.string().describe('ISO 8601 in UTC.'),
  level: z.string().optional().describe('INFO or ERROR, say, where the line tells one.'),
  message: z.string().describe("What it says; a line that is no log entry's as it is."),
  more: z.string().optional().describe('All else of it, as JSON.'),
});

/** What the worker printed of one job. */
export const logSchema = z.object({
  lines: z.array(logLineSchema).describe('Oldest first.'),
  elsewhere: z.string().optional().describe('How what pods printed of it is read, where some made it.'),
  isWhole: z.boolean().describe('False where there are more lines than are told here.'),
});

export type LogLine = z.infer<typeof logLineSchema>;
export type Log = z.infer<typeof logSchema>;
