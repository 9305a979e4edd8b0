import { z } from 'zod';
import { API_PATH, CHANGE_HEADER, STREAM_PATH } from '../wire/paths.ts';
import { refusedSchema } from '../wire/refused.ts';
import { streamMessageSchema } from '../wire/stream.ts';
import type { Route } from './routes/route.ts';

/** Where the description of all calls is. */
export const OPEN_API_PATH = `${API_PATH}openapi.json`;

/** All calls in OpenAPI's terms, made of the very schemas that they are checked by. */
export function openApi(routes: Route[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'fanreel dashboard',
      version: '1',
      description: `What the dashboard's page is told. A WebSocket at ${STREAM_PATH} tells messages of the schema StreamMessage.`,
    },
    paths: Object.fromEntries(
      [...Map.groupBy(routes, ({ path }) => path)].map(([path, some]) => [path, pathOf(some)]),
    ),
    components: { schemas: { StreamMessage: jsonSchema(streamMessageSchema, 'output') } },
  };
}

function pathOf(routes: Route[]): object {
  return Object.fromEntries(routes.map(one => [one.method.toLowerCase(), operationOf(one)]));
}

function operationOf({ method, says, given, answer }: Route): object {
  return {
    summary: says,
    ...(method === 'GET'
      ? { parameters: queryOf(given) }
      : { parameters: [CHANGE], requestBody: bodyOf(given) }),
    responses: {
      200: answerOf('As asked.', answer),
      default: answerOf('Why it is not answered.', refusedSchema),
    },
  };
}

/** Which every call that changes something has to have. */
const CHANGE = { name: CHANGE_HEADER, in: 'header', required: true, schema: { type: 'string' } };

function queryOf(given: z.ZodObject): object[] {
  return Object.entries(given.shape).map(([name, schema]) => ({
    ...{ name, in: 'query', required: !schema.safeParse(undefined).success },
    schema: jsonSchema(schema as z.ZodType, 'input'),
  }));
}

function bodyOf(given: z.ZodObject): object {
  return { required: true, content: { 'application/json': { schema: jsonSchema(given, 'input') } } };
}

function answerOf(description: string, schema: z.ZodType): object {
  return { description, content: { 'application/json': { schema: jsonSchema(schema, 'output') } } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
