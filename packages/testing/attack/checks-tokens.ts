import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { must, refused, type Check, type Tools } from './checks.ts';
import { claims, forge } from './tokens.ts';

const me = '/v1/me';

async function asToken(tools: Tools, token: string): Promise<number> {
  const answer = await tools.send('GET', me, { as: null, headers: { Authorization: `Bearer ${token}` } });
  return answer.status;
}

/** A link of its own, not answered yet. */
async function freshLink(tools: Tools): Promise<{ id: string; token: string }> {
  const { id, token } = await tools.create('/v1/invitations', {
    surveyId: demo.survey,
    customerId: demo.customers.first,
    channel: 'link',
  });
  return { id: String(id), token: String(token) };
}

const finish = (tools: Tools, token: string) =>
  tools.json(
    'PUT',
    `/v1/s/${token}/response`,
    { answers: { recommend: 9, satisfaction: 5, why: 'Good' }, final: true },
    { as: null },
  );

/** Which names of bad tokens stand for which number of the list. */
const numberOf = (name: string): number => {
  if (/^alg n/i.test(name)) return 51;
  if (/public key|^alg/.test(name)) return 52;
  if (/kid|jku/.test(name)) return 53;
  if (/crit|b64/.test(name)) return 54;
  if (/zip|encrypted/.test(name)) return 55;
  if (/padded|line feed|base64|stray/.test(name)) return 56;
  if (/exp|nbf|iat|not yet|future|hour/.test(name)) return 57;
  if (/somebody else|for a list/.test(name)) return 58;
  return 0;
};

/** Tokens and links: 51 to 64 of the list. */
export function tokenChecks(bad: readonly string[]): Check[] {
  return [
    ...bad.map((name) =>
      refused(
        numberOf(name),
        `a token: ${name}`,
        ['GET', me, { as: name }],
        401,
        name.startsWith('expired') ? 'token-expired' : 'unauthenticated',
      ),
    ),
    {
      input: 56,
      name: 'none of the signatures of the public list is taken',
      run: async (tools) => {
        for (const { jws } of tools.lists.signatures) must((await asToken(tools, jws)) === 401, `taken: ${jws}`);
      },
    },
    {
      input: 56,
      name: 'a right token with white space or padding in it',
      run: async (tools) => {
        const right = forge(claims());
        must((await asToken(tools, right)) === 200, 'a right token is not taken');
        const [head = '', body = '', signature = ''] = right.split('.');
        for (const token of [
          `${head}=.${body}.${signature}`,
          `${head}.${body}=.${signature}`,
          `${head}.${body}.${signature}==`,
          `${head}. ${body}.${signature}`,
          `${`${head}.${body}.${signature}\t`.slice(0, -1)}%20`,
          `.${right}`,
          `${right}.`,
          `${head}..${signature}`,
        ]) {
          must((await asToken(tools, token)) === 401, `taken: ${token}`);
        }
      },
    },
    {
      input: 58,
      name: 'an audience that is a list with us in it',
      run: async (tools) =>
        must((await asToken(tools, forge(claims({ aud: ['liaise', 'other'] })))) === 200, 'RFC 7519 allows a list'),
    },
    ...['rep', 'contact'].map((as) =>
      refused(
        0,
        `a ${as} erases`,
        ['POST', `/v1/subjects/${demo.customers.first}/erase`, { as, body: { text: '{}' } }],
        403,
        'forbidden',
      ),
    ),
    refused(0, 'without a token', ['GET', '/v1/customers', { as: null }], 401, 'unauthenticated'),
    {
      input: 59,
      name: 'the link of a revoked invitation',
      run: async (tools) => {
        const { id, token } = await freshLink(tools);
        tools.expect(await tools.send('GET', `/v1/s/${token}`, { as: null }), 200);
        tools.expect(await tools.send('DELETE', `/v1/invitations/${id}`), 204);
        await tools.storesNothing(async () => {
          tools.expect(await tools.send('GET', `/v1/s/${token}`, { as: null }), 404, 'link-unusable');
          tools.expect(await finish(tools, token), 404, 'link-unusable');
        });
      },
    },
    {
      input: 60,
      name: '50 submits of one link at once: one is kept, 49 are told so',
      run: async (tools) => {
        const { token } = await freshLink(tools);
        // 503 with Retry-After is an answer too, where connections are short: whoever gets it asks again.
        const submit = async (left = 20): Promise<number> => {
          const { status } = await finish(tools, token);
          return status === 503 && left > 0 ? submit(left - 1) : status;
        };
        const statuses = await Promise.all(Array.from({ length: 50 }, () => submit()));
        must(
          statuses.filter((status) => status === 200).length === 1,
          `${statuses.filter((status) => status === 200).length} were kept`,
        );
        must(statuses.filter((status) => status === 409).length === 49, `answered ${[...new Set(statuses)].join()}`);
      },
    },
    {
      input: 61,
      name: 'a mail scanner that reads a link takes nothing away',
      run: async (tools) => {
        const { token } = await freshLink(tools);
        await tools.storesNothing(async () => {
          for (const path of [`/v1/s/${token}`, `/s/${token}`]) {
            for (const method of ['HEAD', 'GET', 'GET'])
              tools.expect(await tools.send(method, path, { as: null }), 200);
          }
        });
        tools.expect(await finish(tools, token), 200);
      },
    },
    {
      input: 64,
      name: 'no answer tells its address on as a referrer',
      run: async (tools) => {
        for (const path of [`/s/«link»`, '/v1/s/«link»', '/s/made-up']) {
          const answer = await tools.send('GET', path, { as: null });
          must(answer.headers.get('referrer-policy') === 'no-referrer', `${path} may be told as a referrer`);
        }
      },
    },
    {
      input: 0,
      name: 'a token that was revoked',
      run: async (tools) => {
        const jti = newId();
        const token = forge(claims({ jti }));
        must((await asToken(tools, token)) === 200, 'a right token is not taken');
        await tools.target.gateway.revoke({ tenant: demo.tenant, jti, expiresAt: new Date(Date.now() + 3_600_000) });
        must((await asToken(tools, token)) === 401, 'a revoked token is taken');
      },
    },
  ];
}
