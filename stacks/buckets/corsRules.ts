import { Duration } from 'aws-cdk-lib';
import { type CorsRule, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { dashboardOriginsOf, type Profile } from '../../profiles/schema/profile.ts';

/** Of the input bucket: pages of the profile's origins upload, and dashboards. Without origins there is no rule. */
export function inputCors(profile: Profile): CorsRule[] {
  const { uploadOrigins = [] } = profile;
  return rulesOf([
    // POST begins and completes an upload in parts, and carries forms; GET lists the parts that are there.
    {
      origins: uploadOrigins,
      methods: [HttpMethods.PUT, HttpMethods.POST, HttpMethods.GET, HttpMethods.HEAD],
    },
    // A dashboard's server asks for all but the parts themselves.
    { origins: dashboardOriginsOf(profile), methods: [HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD] },
  ]);
}

/** Of a bucket that dashboards show what is in. */
export function shownCors(profile: Profile): CorsRule[] {
  return rulesOf([{ origins: dashboardOriginsOf(profile), methods: [HttpMethods.GET, HttpMethods.HEAD] }]);
}

function rulesOf(lets: { origins: string[]; methods: HttpMethods[] }[]): CorsRule[] {
  return lets
    .filter(({ origins }) => origins.length > 0)
    .map(({ origins, methods }) => ({
      ...{ allowedOrigins: origins, allowedMethods: methods },
      // Clients send types, checksums, ranges, metadata, tags; the signature says which of them count.
      allowedHeaders: ['*'],
      // A page completes an upload in parts with the ETag of each.
      exposedHeaders: ['ETag'],
      maxAge: Duration.hours(1).toSeconds(),
    }));
}
