import { z } from 'zod';
import { S3Error } from '../s3Error.ts';

const sizeSchema = z.union([z.int(), z.string()]);

/** An object asks for a field's exact value; the other two are lists. */
const conditionSchema = z.union([
  z.record(z.string(), z.string()),
  z.tuple([z.string(), z.string(), z.string()]),
  z.tuple([z.string().regex(/^content-length-range$/i), sizeSchema, sizeSchema]),
]);

const policySchema = z.object({
  expiration: z.iso.datetime({ offset: true }).optional(),
  conditions: z.array(conditionSchema).optional(),
});

type Condition = z.infer<typeof conditionSchema>;

/** What a policy lets a file weigh, bytes, both ends included. */
export interface SizeLimits {
  min: number;
  max: number;
}

/** Fields that no condition needs to mention. */
const EXEMPT = /^(?:x-amz-signature|awsaccesskeyid|signature|policy|file|x-ignore-.*)$/;

/**
 * Holds a form's fields (lower-case names) to its policy, `policy` being that field's text. Its time and its
 * conditions are checked as AWS does. Not checked is the signature, as nowhere here: any policy is taken for signed,
 * so a form may come without, where AWS would need a bucket that the whole world may write to; and one that names no
 * time never ends, one without conditions demands nothing, where AWS calls either invalid.
 * @throws {S3Error} InvalidPolicyDocument, AccessDenied
 */
export function checkPolicy(
  policy: string | undefined,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: Date = new Date(),
): SizeLimits {
  const limits = { min: 0, max: Number.POSITIVE_INFINITY };
  if (policy === undefined) return limits;
  const { expiration, conditions } = parse(policy);
  if (expiration !== undefined && Date.parse(expiration) <= now.getTime()) throw denied('Policy expired.');
  if (conditions === undefined) return limits;
  const covered = new Set<string>();
  // The bucket is the one posted to, whatever a field says.
  const known = new Map([...fields, ['bucket', bucket]]);
  for (const condition of conditions) {
    const range = sizeRange(condition);
    if (range) {
      limits.min = Math.max(limits.min, range.min);
      limits.max = Math.min(limits.max, range.max);
    } else covered.add(checkField(condition, known));
  }
  const extra = [...fields.keys()].filter(name => !covered.has(name) && !EXEMPT.test(name));
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
  return limits;
}

function parse(policy: string): z.infer<typeof policySchema> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(policy, 'base64').toString());
  } catch {
    throw invalid('Invalid JSON.');
  }
  const parsed = policySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.');
  throw invalid(
    path === 'expiration' ? "Invalid 'expiration' value" : `Invalid Condition: ${path || 'policy'}`,
  );
}

function sizeRange(condition: Condition): SizeLimits | null {
  if (!Array.isArray(condition) || condition[0].toLowerCase() !== 'content-length-range') return null;
  const [min, max] = [Number(condition[1]), Number(condition[2])];
  if (Number.isInteger(min) && Number.isInteger(max) && min >= 0) return { min, max };
  throw failed(condition);
}

/** Returns the name of the field that the condition is about. */
function checkField(condition: Condition, fields: ReadonlyMap<string, string>): string {
  const [operator, field, wanted] = asList(condition);
  const name = field.slice(1).toLowerCase();
  const value = fields.get(name);
  const holds = operator === 'eq' ? value === wanted : value?.startsWith(wanted);
  // Also a field that may begin with anything has to be there.
  if (field.startsWith('$') && holds) return name;
  throw failed([operator, field, wanted]);
}

function asList(condition: Condition): [operator: string, field: string, value: string] {
  if (Array.isArray(condition)) {
    const operator = condition[0].toLowerCase();
    if (operator === 'eq' || operator === 'starts-with') {
      return [operator, String(condition[1]), String(condition[2])];
    }
    throw invalid(`Invalid Condition: unknown operation '${condition[0]}'.`);
  }
  const [entry, ...more] = Object.entries(condition);
  if (entry && more.length === 0) return ['eq', `$${entry[0]}`, entry[1]];
  throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
}

function failed(condition: readonly (string | number)[]): S3Error {
  const [operator, ...rest] = condition.map(part => JSON.stringify(part));
  return denied(`Policy Condition failed: [${[operator, ...rest].join(', ')}]`);
}

function denied(message: string): S3Error {
  return new S3Error('AccessDenied', `Invalid according to Policy: ${message}`);
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidPolicyDocument', `Invalid Policy: ${message}`);
}
