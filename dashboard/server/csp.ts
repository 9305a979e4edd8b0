import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Connection } from '../../cli/aws/connection.ts';

/**
 * What the page may load and reach: scripts and styles of its own alone, and no script that stands in the page itself; pictures,
 * films and uploads also from and to these origins, each named whole. No other page may frame it. Only the thread that looks into
 * files `compiles` WebAssembly, by its own file's policy.
 */
export function csp(s3Origins: string[] = [], compiles = false): string {
  const own = ["'self'", ...s3Origins].join(' ');
  return [
    ...[
      "default-src 'none'",
      `script-src 'self'${compiles ? " 'wasm-unsafe-eval'" : ''}`,
      "style-src 'self'",
    ],
    ...[`img-src ${own} data:`, "worker-src 'self'"],
    ...[`media-src ${own}`, `connect-src ${own}`, "base-uri 'none'", "form-action 'none'"],
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Where links to what is in these buckets lead: one origin a bucket on AWS, all the same one at an endpoint. The SDK's own word for
 * it, for dots in a name, dual stack, FIPS and partitions each lead elsewhere; what it is signed with does not.
 */
export async function s3Origins({ clientConfig }: Connection, buckets: string[]): Promise<string[]> {
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
  const s3 = new S3Client({ ...clientConfig, credentials });
  const links = await Promise.all(
    buckets.map(Bucket => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'any' }))),
  );
  return [...new Set(links.map(link => new URL(link).origin))];
}
