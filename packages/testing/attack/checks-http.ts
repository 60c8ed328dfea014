import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { canary } from './canary.ts';
import { must, refused, type Check, type Tools } from './checks.ts';
import { exchange, type Exchange, type Piece } from './raw.ts';
import { allowedOrigin } from './target.ts';

const body = (): string => JSON.stringify({ id: newId(), kind: 'person', name: 'Raw' });

function head(tools: Tools, lines: readonly string[], line = 'POST /v1/customers HTTP/1.1'): string {
  const token = tools.target.tokens.get('admin') ?? '';
  return [
    line,
    'Host: localhost',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Idempotency-Key: ${newId()}`,
    ...lines,
    '',
    '',
  ].join('\r\n');
}

async function raw(
  tools: Tools,
  pieces: readonly Piece[],
  options: Parameters<typeof exchange>[2] = {},
): Promise<Exchange> {
  tools.requests++;
  const done = await exchange(tools.target.serving.port, pieces, options);
  must(!done.text.includes(canary), 'data of another tenant came back');
  must(!done.statuses.some((status) => status >= 500), `answered ${done.statuses.join()}: ${done.text.slice(0, 300)}`);
  must(!/node_modules|\n\s+at |\.ts:\d/.test(done.text), 'an answer tells of the inside');
  return done;
}

/** A raw request that must store nothing and be refused or cut off. */
const rawRefused = (
  input: number,
  name: string,
  pieces: (tools: Tools) => readonly Piece[],
  options: Parameters<typeof exchange>[2] = {},
): Check => ({
  input,
  name,
  run: (tools) =>
    tools.storesNothing(async () => {
      const { statuses, closed } = await raw(tools, pieces(tools), options);
      must(
        statuses.every((status) => status >= 400),
        `answered ${statuses.join()}`,
      );
      must(closed || statuses.length > 0, 'neither an answer nor an end of the connection');
    }),
});

const paths = [
  '/v1/%2e%2e/secret.txt',
  '/v1/customers/%2e%2e/%2e%2e/secret.txt',
  '//v1//customers',
  '/v1/customers;x=1',
  '/v1/customers%2f',
  '/v1%2fcustomers',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/.env',
  '/%2eenv',
  '/portal/../.env',
  '/..\\secret.txt',
  '/%5c..%5csecret.txt',
  '/index.html%00.txt',
  '/../../../../../../etc/passwd',
  '/%c0%ae%c0%ae/secret.txt',
  '/V1/customers',
  '/v1/./customers/../../secret.txt',
];

/** HTTP itself: 16, 20 and 65 to 71 of the list. */
export const httpChecks: readonly Check[] = [
  rawRefused(16, 'Content-Length longer than the body', (tools) => [head(tools, ['Content-Length: 5000']), body()], {
    end: true,
  }),
  {
    input: 16,
    name: 'Content-Length shorter than the body: what is left is no request',
    run: async (tools) => {
      const { statuses } = await raw(tools, [head(tools, ['Content-Length: 2']), `{}${body()}`]);
      must(
        statuses.length > 0 && statuses.every((status) => status === 400 || status === 422),
        `answered ${statuses.join()}`,
      );
    },
  },
  rawRefused(16, 'chunked and Content-Length', (tools) => [
    head(tools, ['Content-Length: 4', 'Transfer-Encoding: chunked']),
    '0\r\n\r\nGET /v1/me HTTP/1.1\r\nHost: x\r\n\r\n',
  ]),
  rawRefused(16, 'two different Content-Lengths', (tools) => [
    head(tools, ['Content-Length: 2', 'Content-Length: 3']),
    '{}x',
  ]),
  rawRefused(16, 'a negative Content-Length', (tools) => [head(tools, ['Content-Length: -1']), '{}']),
  rawRefused(16, 'Transfer-Encoding of two words', (tools) => [
    head(tools, ['Transfer-Encoding: chunked, identity']),
    '2\r\n{}\r\n0\r\n\r\n',
  ]),
  rawRefused(16, 'Transfer-Encoding spelled oddly', (tools) => [
    head(tools, ['Transfer-Encoding : chunked']),
    '2\r\n{}\r\n0\r\n\r\n',
  ]),
  rawRefused(16, 'a chunk that is no number', (tools) => [
    head(tools, ['Transfer-Encoding: chunked']),
    'zz\r\n{}\r\n0\r\n\r\n',
  ]),
  rawRefused(16, 'a chunk that ends too early', (tools) => [head(tools, ['Transfer-Encoding: chunked']), 'ff\r\n{}'], {
    end: true,
  }),
  rawRefused(
    16,
    '10 MB in chunks without a length',
    (tools) => [
      head(tools, ['Transfer-Encoding: chunked']),
      ...Array.from({ length: 160 }, () => `10000\r\n${' '.repeat(65_536)}\r\n`),
      '0\r\n\r\n',
    ],
    { milliseconds: 15_000, until: true },
  ),
  {
    input: 16,
    name: 'a right body in chunks of one byte',
    run: async (tools) => {
      const chunks = [...body()].map((character) => `1\r\n${character}\r\n`);
      const { statuses } = await raw(
        tools,
        [head(tools, ['Transfer-Encoding: chunked', 'Connection: close']), ...chunks, '0\r\n\r\n'],
        { milliseconds: 10_000 },
      );
      must(statuses[0] === 201, `answered ${statuses.join()}`);
    },
  },
  {
    input: 20,
    name: 'a body of one byte a second: others are answered meanwhile',
    run: async (tools) => {
      const slow = raw(
        tools,
        [head(tools, ['Content-Length: 100']), ...Array.from({ length: 3 }, (): Piece[] => ['{', 700]).flat()],
        { milliseconds: 2200 },
      );
      for (let times = 0; times < 10; times++) tools.expect(await tools.send('GET', '/v1/me'), 200);
      await slow;
    },
  },
  {
    input: 20,
    name: 'a body of one byte a second is cut off',
    slow: true,
    run: async (tools) => {
      const { statuses, closed } = await raw(
        tools,
        [head(tools, ['Content-Length: 500']), ...Array.from({ length: 115 }, (): Piece[] => [' ', 1000]).flat()],
        { milliseconds: 118_000 },
      );
      must(
        closed && statuses.every((status) => status === 408 || status === 400),
        `closed ${closed}, answered ${statuses.join()}`,
      );
    },
  },
  rawRefused(0, 'a head of 100 KB', (tools) => [head(tools, [`X-Large: ${'x'.repeat(100_000)}`]), '']),
  rawRefused(0, 'a head with a line break in a value', (tools) => [head(tools, ['X-Odd: a\nb: c\rd']), '{}'], {
    end: true,
  }),
  rawRefused(0, 'no HTTP at all', () => ['\u0016\u0003\u0001\u0002\u0000\u0001', 'hello\r\n\r\n'], { end: true }),
  rawRefused(0, 'HTTP without a host', () => ['GET /v1/me HTTP/1.1\r\n\r\n'], { end: true }),
  refused(
    65,
    'a preflight of another origin',
    [
      'OPTIONS',
      '/v1/customers',
      { headers: { Origin: 'https://good.com.evil.example', 'Access-Control-Request-Method': 'POST' } },
    ],
    403,
    'origin-not-allowed',
  ),
  ...[
    'null',
    `${allowedOrigin}.evil.example`,
    `${allowedOrigin}@evil.example`,
    allowedOrigin.toUpperCase(),
    `${allowedOrigin}.`,
    `${allowedOrigin}:8443`,
  ].map((origin): Check => ({
    input: origin === 'null' ? 65 : 66,
    name: `the origin ${origin} may not read`,
    run: async (tools) => {
      const answer = await tools.send('GET', '/v1/me', { headers: { Origin: origin } });
      must(answer.headers.get('access-control-allow-origin') === null, 'an origin was let in');
    },
  })),
  {
    input: 66,
    name: 'an allowed origin reads, without credentials',
    run: async (tools) => {
      const answer = await tools.send('GET', '/v1/me', { headers: { Origin: allowedOrigin } });
      must(answer.headers.get('access-control-allow-origin') === allowedOrigin, 'an allowed origin may not read');
      must(answer.headers.get('vary')?.includes('Origin') === true, 'the answer does not vary by origin');
    },
  },
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name): Check => ({
    input: 67,
    name: `${name} changes no method`,
    run: async (tools) => {
      const path = `/v1/customers/${demo.customers.first}`;
      tools.expect(await tools.send('GET', path, { headers: { [name]: 'DELETE' } }), 200);
      tools.expect(await tools.send('GET', `${path}?_method=DELETE`), 400, 'invalid-query');
      tools.expect(await tools.send('GET', path), 200);
    },
  })),
  {
    input: 68,
    name: 'X-Forwarded-For makes no new address of a caller without a proxy before it',
    run: async (tools) => {
      const gateway = tools.target.sibling({ limits: { address: { burst: 5, perSecond: 0.01 } } });
      try {
        const statuses: number[] = [];
        for (let index = 0; index < 12; index++) {
          tools.requests++;
          const headers = { 'X-Forwarded-For': `10.0.0.${index}`, Forwarded: `for=10.0.0.${index}` };
          const response = await gateway.fetch(new Request('http://localhost/v1/me', { headers }), {
            address: '192.0.2.9',
          });
          statuses.push(response.status);
          if (response.status === 429) must(response.headers.has('retry-after'), '429 without Retry-After');
          await response.text();
        }
        must(statuses.filter((status) => status === 429).length === 7, `answered ${statuses.join()}`);
      } finally {
        await gateway.close();
      }
    },
  },
  ...paths.map((path): Check => ({
    input: 69,
    name: `the path ${path}`,
    run: async (tools) => {
      const { statuses, text } = await raw(tools, [
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      ]);
      must(
        statuses.length === 1 && statuses.every((status) => status >= 400 && status < 500),
        `answered ${statuses.join()}: ${text.slice(0, 200)}`,
      );
      must(!/root:.*:0:0/.test(text), 'a file of the machine came back');
    },
  })),
  {
    input: 69,
    name: 'a request in absolute form',
    run: async (tools) => {
      const { statuses } = await raw(tools, [
        'GET http://evil.example/v1/me HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      ]);
      must(
        statuses.every((status) => status >= 400 && status < 500),
        `answered ${statuses.join()}`,
      );
    },
  },
  refused(
    70,
    'a parameter twice',
    ['GET', '/v1/customers?stage=build&stage=grow'],
    400,
    'invalid-query',
    'query.stage',
  ),
  refused(70, 'a tenant as a parameter', ['GET', '/v1/customers?tenant=a&tenant=b'], 400, 'invalid-query'),
  {
    input: 71,
    name: 'a made-up host stands in no link',
    run: async (tools) => {
      const content = JSON.stringify({
        id: newId(),
        surveyId: demo.survey,
        customerId: demo.customers.first,
        channel: 'link',
      });
      const lines = [`Content-Length: ${content.length}`, 'X-Forwarded-Host: evil.example', 'Connection: close'];
      const asked = head(tools, lines, 'POST /v1/invitations HTTP/1.1').replace(
        'Host: localhost',
        'Host: evil.example',
      );
      const { statuses, text } = await raw(tools, [asked, content]);
      must(statuses[0] === 201 && !text.includes('evil.example'), `answered ${text.slice(0, 400)}`);
    },
  },
];
