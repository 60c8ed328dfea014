import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { must, type Check, type Tools } from './checks.ts';

const customer = demo.customers.first;

/** Keeps a text in a note and reads it again: it comes back as it was, or is refused with its field. */
async function roundTrip(tools: Tools, text: string): Promise<void> {
  const id = newId();
  const answer = await tools.json('POST', '/v1/notes', { id, customerId: customer, text });
  if (answer.status !== 201) return tools.expect(answer, 422, 'invalid-body', 'body.text');
  const read = await tools.send('GET', `/v1/notes/${id}`);
  must((read.json as { text: string }).text === text, `a text came back changed: ${JSON.stringify(text)}`);
}

/** Names that must come back as they were; or, with control characters, be refused. */
async function nameRoundTrip(tools: Tools, name: string): Promise<void> {
  const answer = await tools.json('POST', '/v1/customers', { id: newId(), kind: 'person', name });
  if (answer.status !== 201) return tools.expect(answer, 422, 'invalid-body', 'body.name');
  must((answer.json as { name: string }).name === name, `a name came back changed: ${JSON.stringify(name)}`);
}

const named = (input: number, name: string, value: string): Check => ({
  input,
  name,
  run: (tools) => nameRoundTrip(tools, value),
});

const markup = [
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<a id=config href=//evil.example>x</a>',
  '${7*7} {{7*7}}',
  "' onmouseover='alert(1)",
  '<!--',
  'javascript:alert(1)',
];

/** The survey page with a text in each place where a company writes: nothing of it may become markup. */
async function pageWith(tools: Tools, texts: readonly string[]): Promise<void> {
  const key = `attack-${newId().slice(-12)}`;
  const survey = await tools.json('POST', '/v1/surveys', {
    id: newId(),
    name: 'Markup',
    status: 'open',
    definition: {
      id: key,
      version: 1,
      language: 'en',
      title: texts[0],
      questions: [
        {
          id: 'choice',
          type: 'single-choice',
          title: texts[1] ?? 'x',
          options: texts.slice(2).map((label, index) => ({ id: `o${index}`, label })),
        },
        { id: 'why', type: 'long-text', title: 'Why' },
      ],
    },
  });
  tools.expect(survey, 201);
  const { id: surveyId } = survey.json as { id: string };
  const invitation = await tools.create('/v1/invitations', { surveyId, customerId: customer, channel: 'link' });
  const page = await tools.send('GET', `/s/${String(invitation['token'])}`, {
    as: null,
    headers: { Accept: 'text/html' },
  });
  tools.expect(page, 200);
  for (const text of texts) {
    if (/[<>"']/.test(text)) must(!page.text.includes(text), `a text stands unescaped on the survey page: ${text}`);
  }
  must(
    !/<(?:svg|script|a|iframe)\b(?! type="module" src="\/v\/)/i.test(page.text),
    'a text became markup on the survey page',
  );
  must(!page.text.includes('49 49'), 'a text was computed on the survey page');
  const policy = page.headers.get('content-security-policy') ?? '';
  must(
    policy.includes("default-src 'none'") && !policy.includes('unsafe'),
    `the policy of the survey page is ${policy}`,
  );
  must(page.headers.get('referrer-policy') === 'no-referrer', 'the survey page tells its link as a referrer');
}

/** Texts: 21 to 36 of the list. */
export const textChecks: readonly Check[] = [
  {
    input: 21,
    name: 'each of the naughty strings comes back as it was, or is refused',
    run: async (tools) => {
      for (const text of tools.small ? tools.lists.naughty.filter((_, index) => index % 10 === 0) : tools.lists.naughty)
        await roundTrip(tools, text);
    },
  },
  named(22, 'right-to-left override in a name', 'Ada \u202Egnp.exe'),
  named(23, '300 characters of families', '👨‍👩‍👧‍👦'.repeat(27)),
  {
    input: 24,
    name: 'case folding in a search',
    run: async (tools) => {
      for (const text of ['İ', 'ß', 'ﬁ', 'ı', 'SS', 'ǅ']) {
        tools.expect(await tools.send('GET', `/v1/customers?search=${encodeURIComponent(text)}`), 200);
      }
    },
  },
  named(25, 'a decomposed name', 'e\u0301'.repeat(20)),
  named(26, '1,000 combining marks', `Z${'\u0300'.repeat(1000)}`),
  named(26, '299 combining marks', `Z${'\u0300'.repeat(299)}`),
  {
    input: 27,
    name: 'one word of 1 MB',
    run: async (tools) =>
      tools.expect(
        await tools.json('POST', '/v1/notes', { id: newId(), customerId: customer, text: 'x'.repeat(1_000_000) }),
        413,
        'body-too-large',
      ),
  },
  {
    input: 28,
    name: 'control characters reach no log',
    run: async (tools) => {
      const before = tools.target.log.length;
      await nameRoundTrip(tools, 'a\u001b[31mred\u001b[0m');
      await tools.send('GET', '/v1/customers?search=%1b%5b31mred');
      await tools.send('GET', '/v1/%1b%5b31mred');
      const lines = JSON.stringify(tools.target.log.slice(before));
      must(!/red|\\u001b/i.test(lines), 'the log holds what was sent');
    },
  },
  {
    input: 29,
    name: 'a line break in a name',
    run: async (tools) =>
      tools.expect(
        await tools.json('POST', '/v1/customers', { id: newId(), kind: 'person', name: 'Ada\r\nSet-Cookie: a=b' }),
        422,
        'invalid-body',
        'body.name',
      ),
  },
  {
    input: 29,
    name: 'a line break in the name of a file reaches no header',
    run: async (tools) => {
      const name = 'a"\\;filename=b.html';
      const file = await tools.json('POST', '/v1/files', {
        id: newId(),
        customerId: customer,
        name: `${name}\r\nX: y`,
        type: 'text/html',
        size: 1,
        sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      });
      tools.expect(file, 422, 'invalid-body', 'body.name');
      const kept = await tools.create('/v1/files', {
        customerId: customer,
        name,
        type: 'text/html',
        size: 1,
        sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      });
      const path = `/v1/files/${String(kept['id'])}/content`;
      tools.expect(
        await tools.send('PUT', path, { body: { text: 'x' }, headers: { 'Content-Type': 'application/octet-stream' } }),
        200,
      );
      const read = await tools.send('GET', path);
      must(/^attachment\b/.test(read.headers.get('content-disposition') ?? ''), 'a file is not sent as an attachment');
      must(
        /^attachment; filename="[^"\\]*"; filename\*=UTF-8''[^;"]*$/.test(
          read.headers.get('content-disposition') ?? '',
        ),
        'the name of a file ends its header’s quotes',
      );
    },
  },
  {
    input: 30,
    name: 'a tenant that looks like another',
    run: async (tools) => {
      tools.expect(await tools.send('GET', '/v1/me', { as: 'tenant a look-alike' }), 401, 'unauthenticated');
      const link = tools.target.place('link').replace('demo', 'dem%D0%BE');
      tools.expect(await tools.send('GET', `/v1/s/${link}`, { as: null }), 404, 'link-unusable');
    },
  },
  {
    input: 31,
    name: 'the lists of markup come back as JSON that no browser sniffs',
    run: async (tools) => {
      const all = tools.lists.strings.filter((text) => /[<>]/.test(text));
      for (const text of tools.small ? all.filter((_, index) => index % 100 === 0) : all) await roundTrip(tools, text);
    },
  },
  {
    input: 33,
    name: 'an address of a script as a web site comes back as text',
    run: (tools) => roundTrip(tools, 'javascript:alert(1)'),
  },
  { input: 34, name: 'markup in a survey stays text on its page', run: (tools) => pageWith(tools, markup) },
  {
    input: 35,
    name: 'markup of the lists stays text on the survey page',
    run: async (tools) => {
      const all = tools.lists.strings.filter(
        (text) => /[<>]/.test(text) && !/\p{Cc}|\p{Surrogate}/u.test(text) && text.length < 200,
      );
      for (let at = 0; at < all.length; at += tools.small ? 600 : 20)
        await pageWith(
          tools,
          all.slice(at, at + 8).map((text) => `${text} `.trim()),
        );
    },
  },
];
