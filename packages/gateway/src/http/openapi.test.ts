import { describe, expect, it } from 'vitest';
import { routes } from '@liaise/core/api';
import { openApi } from './openapi.ts';

describe('openApi', () => {
  const document = openApi('1.2.3') as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; responses: object; requestBody?: object }>>;
  };

  it('describes every route once', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    expect(operations.toSorted()).toEqual(
      routes.map(({ method, path, name }) => `${method} ${path} ${name}`).toSorted(),
    );
    expect(document.openapi).toBe('3.1.0');
  });

  it('says what each takes and answers', () => {
    const create = document.paths['/v1/purchases']?.['post'];
    expect(JSON.stringify(create?.requestBody)).toContain('"currency"');
    expect(Object.keys(create?.responses ?? {})).toEqual(['201', 'default']);
    expect(JSON.stringify(document)).not.toContain('"$schema"');
  });
});
