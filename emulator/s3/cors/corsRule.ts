/** One rule of a bucket (S3 user guide, "Elements of a CORS configuration"). */
export interface CorsRule {
  id?: string;
  /** Each with at most one `*`. */
  allowedOrigins: string[];
  allowedMethods: string[];
  /** Each with at most one `*`; for preflights. */
  allowedHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds?: number;
}

/** What a browser asks on behalf of a page. */
export interface CorsAsked {
  origin: string;
  method: string;
  /** The headers that a preflight names; a request itself is not held to them. */
  headers?: string[];
}

/** The first rule that allows all of it, as on AWS, with the entry that names the origin. */
export function findCorsRule(
  rules: readonly CorsRule[],
  { origin, method, headers = [] }: CorsAsked,
): { rule: CorsRule; allowedOrigin: string } | null {
  for (const rule of rules) {
    const allowedOrigin = rule.allowedOrigins.find(pattern => matches(pattern, origin));
    const fits = rule.allowedMethods.includes(method) && headers.every(header => allowsHeader(rule, header));
    if (allowedOrigin !== undefined && fits) return { rule, allowedOrigin };
  }
  return null;
}

function allowsHeader({ allowedHeaders }: CorsRule, header: string): boolean {
  return allowedHeaders.some(pattern => matches(pattern.toLowerCase(), header.toLowerCase()));
}

function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= pattern.length - 1 && text.startsWith(before) && text.endsWith(after);
}
