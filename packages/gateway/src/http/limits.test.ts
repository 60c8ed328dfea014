import { describe, expect, it } from 'vitest';
import { RateLimiter, usualRates } from './rate-limit.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { Secrets } from './secrets.ts';
import { newId } from '@liaise/core/records/identifier';
import { Refusal } from './refusal.ts';
import { jsonLog, describeFailure } from './log.ts';
import { Metrics } from './metrics.ts';

describe('RateLimiter', () => {
  it('lets a burst through, then as many as are refilled, each key by itself', () => {
    let now = 0;
    const limiter = new RateLimiter({ ...usualRates, token: { burst: 3, perSecond: 2 } }, () => now);
    const take = (key: string) => limiter.take('token', key);
    expect(take('a')).toEqual({ 'RateLimit-Policy': '"token";q=3;w=2', RateLimit: '"token";r=2;t=1' });
    take('a');
    take('a');
    const refused = (() => {
      try {
        take('a');
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: 'rate-limited', headers: { 'Retry-After': '1' } });
    expect(take('b')['RateLimit']).toBe('"token";r=2;t=1');
    now += 500;
    expect(take('a')['RateLimit']).toBe('"token";r=0;t=2');
  });
});

describe('cursors and secrets', () => {
  it('come back under the same secret and scope only', () => {
    const secrets = new Secrets('a secret of at least thirty-two bytes');
    const scope = { route: 'customers.list', tenant: 't', actor: 'a', filters: { stage: 'build', kind: 'person' } };
    const id = newId();
    const cursor = writeCursor(secrets, scope, id);
    expect(readCursor(secrets, { ...scope, filters: { kind: 'person', stage: 'build' } }, cursor)).toBe(id);
    expect(() => readCursor(new Secrets(), scope, cursor)).toThrow(Refusal);
    expect(() => new Secrets('short')).toThrow(/32 bytes/);
  });

  it('seal and open', () => {
    const secrets = new Secrets();
    const sealed = secrets.seal('a', 'text ü');
    expect(secrets.open('a', sealed)).toBe('text ü');
    expect(secrets.open('b', sealed)).toBeNull();
    expect(secrets.open('a', `${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(secrets.open('a', '')).toBeNull();
  });
});

describe('what an operator reads', () => {
  it('is one line of JSON an entry', () => {
    const lines: string[] = [];
    jsonLog((line) => lines.push(line))({ level: 'info', event: 'request', route: 'a\nb' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
  });

  it('says what failed without its message', () => {
    const error = Object.assign(new Error('duplicate key (email)=(ada@person.example)'), { code: '23505' });
    expect(describeFailure(error)).toMatch(/^Error 23505 < at /);
    expect(describeFailure(error)).not.toContain('person.example');
  });

  it('counts', () => {
    const metrics = new Metrics();
    metrics.observe('me.read', 'GET', 200, 0.004);
    metrics.observe('me.read', 'GET', 200, 20);
    metrics.gauge('liaise_streams', 'Open streams.', () => 3);
    const text = metrics.text();
    expect(text).toContain('liaise_requests_total{route="me.read",method="GET",status="200"} 2');
    expect(text).toContain('liaise_request_seconds_bucket{route="me.read",le="0.005"} 1');
    expect(text).toContain('liaise_request_seconds_bucket{route="me.read",le="+Inf"} 2');
    expect(text).toContain('liaise_streams 3');
  });
});
