import { z } from 'zod';
import { ConfigError } from '../failures/configError.ts';

const renditionSchema = z.object({
  name: z.string().min(1),
  queueUrl: z.url(),
  dlqUrl: z.url(),
  dlqArn: z.string().startsWith('arn:'),
  /** Where SNS puts what it cannot deliver to the queue. */
  subscriptionDlqUrl: z.url(),
  /** Output bucket. */
  bucket: z.string().min(1),
  /** Function name. */
  function: z.string().min(1),
});

const deploymentSchema = z.object({
  inputBucket: z.string().min(1),
  uploadsTopicArn: z.string().startsWith('arn:'),
  statusTopicArn: z.string().startsWith('arn:'),
  ledgerTable: z.string().min(1),
  reconcileQueueUrl: z.url(),
  renditions: z.array(renditionSchema).min(1),
});

/** Where a deployed stack's parts are, as its CloudFormation outputs tell it. */
export type Deployment = z.infer<typeof deploymentSchema>;
export type DeployedRendition = z.infer<typeof renditionSchema>;

/**
 * Reads a stack's outputs, by name. Outputs that fanreel does not know are left alone; renditions come in name order,
 * numbers by value.
 * @throws {ConfigError} naming the output that is missing or wrong.
 */
export function parseDeployment(outputs: Record<string, string | undefined>): Deployment {
  const renditions = Object.entries(outputs)
    .filter(([name]) => name.startsWith('Rendition'))
    .map(([name, value]) => parseRendition(name, value));
  const result = deploymentSchema.safeParse({
    inputBucket: outputs.InputBucket,
    uploadsTopicArn: outputs.UploadsTopicArn,
    statusTopicArn: outputs.StatusTopicArn,
    ledgerTable: outputs.LedgerTable,
    reconcileQueueUrl: outputs.ReconcileQueueUrl,
    renditions: renditions.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
  });
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${outputName(path)}: ${message}`);
  throw new ConfigError(`The stack's outputs are not fanreel's: ${wrong.join('; ')}.`);
}

function parseRendition(name: string, value: string | undefined): DeployedRendition {
  const result = renditionSchema.safeParse(parseJson(name, value));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`);
  throw new ConfigError(`The stack's outputs are not fanreel's: ${wrong.join('; ')}.`);
}

function parseJson(name: string, value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    throw new ConfigError(`The stack's outputs are not fanreel's: ${name}: is not JSON.`);
  }
}

/** `inputBucket` is the output `InputBucket`; the renditions' outputs begin with `Rendition`. */
function outputName([field]: PropertyKey[]): string {
  const name = String(field);
  return name === 'renditions' ? 'Rendition...' : name.charAt(0).toUpperCase() + name.slice(1);
}
