import type { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { loadPresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { loadProfile } from '../../../profiles/index.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { buildApp } from '../../../stacks/buildApp.ts';
import { tempFolder } from './tempFolder.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
}

export interface Variation {
  readonly profileName?: string;
  readonly profile?: Partial<Profile>;
  readonly presets?: Map<string, Preset>;
}

/** Half a second of a processor each, and files of one process ask for the same ones. */
const templates = new Map<string, string>();

/** The stack's template with one-line handlers in place of the bundles. */
export async function synthesize(variation: Variation = {}): Promise<Synthesized> {
  const chosen = await choose(variation);
  const asked = JSON.stringify([chosen.profileName, chosen.profile, [...chosen.presets]]);
  const template = templates.get(asked) ?? JSON.stringify(appOf(chosen).synth().stacks[0]?.template);
  templates.set(asked, template);
  return new Synthesized(JSON.parse(template));
}

/** The app before synthesis. */
export async function build(variation: Variation): Promise<App> {
  return appOf(await choose(variation));
}

interface Chosen {
  readonly profileName: string;
  readonly profile: Profile;
  readonly presets: Map<string, Preset>;
}

async function choose({ profileName = 'local', profile, presets }: Variation): Promise<Chosen> {
  return {
    profileName,
    profile: { ...(await loadProfile(profileName)), ...profile },
    presets: presets ?? (await loadPresets()),
  };
}

function appOf({ profileName, profile, presets }: Chosen): App {
  return buildApp(profile, presets, {
    profileName,
    outdir: tempFolder(),
    handlers: {
      version: 'inline',
      transcode: Code.fromInline('// transcode'),
      jobState: Code.fromInline('// job state'),
      notify: Code.fromInline('// notify'),
      webhookEvents: Code.fromInline('// webhook events'),
      webhookDeliveries: Code.fromInline('// webhook deliveries'),
      callback: Code.fromInline('// callback'),
      eventBridge: Code.fromInline('// event bridge'),
      reconcile: Code.fromInline('// reconcile'),
    },
  });
}

/** Questions that tests ask of a template. */
export class Synthesized {
  readonly template: { Resources: Record<string, Resource>; Outputs: Record<string, { Value: unknown }> };

  constructor(template: Synthesized['template']) {
    this.template = template;
  }

  /** Resources of a type by logical id. */
  all(type: string): [id: string, resource: Resource][] {
    return Object.entries(this.template.Resources).filter(([, { Type }]) => Type === type);
  }

  /** The one resource of a type whose property has this value. */
  one(type: string, property: string, value: string): [id: string, resource: Resource] {
    const found = this.all(type).filter(([, { Properties }]) => Properties[property] === value);
    if (found.length !== 1 || !found[0])
      throw new Error(`${found.length} of ${type} with ${property} ${value}`);
    return found[0];
  }

  /** Statements of the policies that are attached to a role, queue, topic or bucket. */
  statements(id: string): Statement[] {
    return Object.values(this.template.Resources)
      .filter(({ Type, Properties }) => Type.endsWith('Policy') && attachedTo(Properties).includes(id))
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
  }

  /** A value with its references written out as `<LogicalId>` or `<LogicalId.Attribute>`. */
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    const { Ref, 'Fn::GetAtt': att, 'Fn::Join': join } = value as Record<string, string | unknown[]>;
    if (typeof Ref === 'string') return `<${Ref}>`;
    if (Array.isArray(att)) return `<${att.join('.')}>`;
    if (Array.isArray(join)) return (join[1] as unknown[]).map(part => this.text(part)).join(String(join[0]));
    throw new Error(`Not a reference: ${JSON.stringify(value)}`);
  }
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

function attachedTo(properties: Record<string, unknown>): string[] {
  const targets = [properties.Bucket, properties.Queues, properties.Topics, properties.Roles].flat();
  return targets.filter(target => target !== undefined).map(target => (target as { Ref: string }).Ref);
}
