import { elements, malformed } from '../body/readXml.ts';
import { S3Error } from '../s3Error.ts';
import type { CorsRule } from './corsRule.ts';

const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

/** S3 API reference, PutBucketCors. */
const MAX_RULES = 100;

/** The rules in a CORSConfiguration, read by `readXml`. @throws {S3Error} MalformedXML, InvalidRequest */
export function readCorsRules(configuration: Record<string, unknown>): CorsRule[] {
  const rules = elements(configuration.CORSRule).map(readRule);
  if (rules.length > MAX_RULES) throw malformed();
  return rules;
}

function readRule(element: Record<string, unknown>): CorsRule {
  const rule: CorsRule = {
    ...(typeof element.ID === 'string' && { id: element.ID }),
    allowedOrigins: texts(element.AllowedOrigin),
    allowedMethods: texts(element.AllowedMethod),
    allowedHeaders: texts(element.AllowedHeader),
    exposeHeaders: texts(element.ExposeHeader),
    ...(element.MaxAgeSeconds !== undefined && { maxAgeSeconds: seconds(element.MaxAgeSeconds) }),
  };
  check(rule);
  return rule;
}

function check({ allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders }: CorsRule): void {
  if (allowedOrigins.length === 0 || allowedMethods.length === 0) throw malformed();
  const method = allowedMethods.find(name => !METHODS.includes(name));
  if (method !== undefined) {
    throw invalid(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  }
  for (const [name, values] of Object.entries({
    AllowedOrigin: allowedOrigins,
    AllowedHeader: allowedHeaders,
  })) {
    const wild = values.find(value => value.split('*').length > 2);
    if (wild !== undefined) throw invalid(`${name} "${wild}" can not have more than one wildcard.`);
  }
  const exposed = exposeHeaders.find(value => value.includes('*'));
  if (exposed !== undefined) {
    throw invalid(
      `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
    );
  }
}

function texts(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed();
  return value.map(text => {
    // They go into headers: no line ends, nothing beyond ASCII.
    if (typeof text !== 'string' || !/^[\x20-\x7e]+$/.test(text)) throw malformed();
    return text;
  });
}

function seconds(value: unknown): number {
  if (typeof value === 'string' && /^\d{1,10}$/.test(value)) return Number(value);
  throw malformed();
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidRequest', message);
}
