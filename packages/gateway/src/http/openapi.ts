import * as z from 'zod/mini';
import { routes } from '@liaise/core/api';
import { problem } from '@liaise/core/api/problem';
import type { Route, Schema } from '@liaise/core/api/route';

type JsonSchema = Record<string, unknown>;

const mediaTypes = {
  json: 'application/json',
  merge: 'application/merge-patch+json',
  bytes: 'application/octet-stream',
  events: 'text/event-stream',
  svg: 'image/svg+xml',
  csv: 'text/csv',
} as const;

function schemaOf(schema: Schema, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function queryParameters(schema: Schema): JsonSchema[] {
  const { properties, required } = schemaOf(schema, 'input');
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => ({
    name,
    in: 'query',
    required: needed.includes(name),
    schema: one,
  }));
}

function operation(route: Route): JsonSchema {
  const write = route.method !== 'GET' && route.safe !== true;
  const body = route.body !== undefined || route.bodyType === 'bytes';
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const header = (name: string, required: boolean, description: string): JsonSchema => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.query ? queryParameters(route.query) : []),
    ...(write && route.bodyType !== 'bytes'
      ? [
          header(
            'Idempotency-Key',
            route.body !== undefined,
            'A key of the caller: the same request with the same key is done once.',
          ),
        ]
      : []),
    ...(write && route.versioned ? [header('If-Match', false, 'The entity tag that the record must still have.')] : []),
    ...(!write && route.versioned ? [header('If-None-Match', false, 'The entity tag that the caller holds.')] : []),
  ];
  const answerType = mediaTypes[route.answerType ?? 'json'];
  const bodyType = mediaTypes[route.bodyType ?? 'json'];
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? ''],
    ...(route.roles === 'anyone' ? { security: [] } : { 'x-roles': route.roles }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [bodyType]: { schema: route.body ? schemaOf(route.body, 'input') : {} } },
          },
        }
      : {}),
    responses: {
      [route.status]: {
        description: 'Done.',
        ...(route.status === 204
          ? {}
          : {
              content: {
                [answerType]: { schema: route.answer ? schemaOf(route.answer, 'output') : { type: 'string' } },
              },
            }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** The description of every route, in OpenAPI 3.1, from the same objects that the gateway serves. */
export function openApi(version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Liaise', version, description: 'Relationship-management records over HTTP.' },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: {
        Problem: {
          description: 'A problem document of RFC 9457.',
          content: { 'application/problem+json': { schema: schemaOf(problem, 'output') } },
        },
      },
    },
  };
}
