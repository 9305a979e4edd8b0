import { ConfigError } from '../../failures/configError.ts';

/** What a resource is known by once it exists: its `Ref`, and its attributes for `Fn::GetAtt`. */
export interface Identity {
  ref: string;
  attributes: Record<string, string>;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * Works out CloudFormation's intrinsic functions in a piece of a template.
 * @throws {ConfigError} naming a function or a name that is not known.
 */
export function resolve(value: unknown, identities: Map<string, Identity>): Json {
  if (Array.isArray(value)) return value.map(item => resolve(item, identities));
  if (typeof value !== 'object' || value === null) return value as Json;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    return intrinsic(name, argument, identities);
  }
  const fields = entries
    .map(([key, field]) => [key, resolve(field, identities)] as const)
    .filter(([, field]) => field !== NO_VALUE);
  return Object.fromEntries(fields);
}

/** CloudFormation drops a property whose value is this. */
const NO_VALUE = 'AWS::NoValue';

function intrinsic(name: string, argument: unknown, identities: Map<string, Identity>): Json {
  switch (name) {
    case 'Ref':
      return identityOf(String(argument), identities).ref;
    case 'Fn::GetAtt':
      return attribute(argument, identities);
    case 'Fn::Join': {
      const [separator, parts] = resolve(argument, identities) as [string, string[]];
      return parts.join(separator);
    }
    case 'Fn::Split': {
      const [separator, text] = resolve(argument, identities) as [string, string];
      return text.split(separator);
    }
    case 'Fn::Select': {
      const [index, list] = resolve(argument, identities) as [number | string, Json[]];
      return list[Number(index)] ?? null;
    }
    case 'Fn::Sub':
      return substitute(argument, identities);
    default:
      throw new ConfigError(`The template uses ${name}, which the embedded runtime does not know.`);
  }
}

function attribute(argument: unknown, identities: Map<string, Identity>): string {
  const [id, name] = Array.isArray(argument)
    ? (argument as [string, string])
    : String(argument).split('.', 2);
  const value = identityOf(String(id), identities).attributes[String(name)];
  if (value === undefined) {
    throw new ConfigError(`The template asks for ${id}.${name}, which the embedded runtime does not know.`);
  }
  return value;
}

function substitute(argument: unknown, identities: Map<string, Identity>): string {
  const [text, more] = (Array.isArray(argument) ? argument : [argument, {}]) as [
    string,
    Record<string, unknown>,
  ];
  return String(text).replace(/\$\{([^!}]+)\}/g, (_, name: string) => {
    if (name in more) return String(resolve(more[name], identities));
    return name.includes('.') ? attribute(name, identities) : identityOf(name, identities).ref;
  });
}

function identityOf(id: string, identities: Map<string, Identity>): Identity {
  const identity = identities.get(id);
  if (!identity)
    throw new ConfigError(`The template refers to ${id}, which the embedded runtime does not know.`);
  return identity;
}
