import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '@liaise/core/records/distribution';
import type { SurveyDefinition } from '@liaise/core/survey';
import { readBounce } from './bounce.ts';
import { waitAfter } from './deliver.ts';
import { element, escapeHtml, writeHtml } from './html.ts';
import { contrastWithWhite, oneLine, readable, textOf, htmlOf, type Letter } from './letter.ts';
import { readUnsubscribe, scoreLink } from './links.ts';
import { lowScore } from './low-score.ts';
import { endedBetween, periodOccasion } from './occasions.ts';
import { isPublicAddress, webhookUrl } from './public-address.ts';
import { mayContact } from './reach.ts';
import { readEndpoints, readMailSettings } from './settings.ts';
import { meaningOf, returnPath } from './smtp.ts';
import { fillTemplate, isExpected, templates, type Json } from './template.ts';
import { signWebhook, verifyWebhook, webhookKey } from './webhook-signature.ts';

const seed = 20_261_122;
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '&lt;b&gt;',
  'Łukasz 张伟 😀 ‮txt',
  'a\r\nBcc: x@example.org',
  '{{url}} {name} ${1}',
];

describe('HTML of mails', () => {
  it('has no markup but its own, whatever a text holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), (text) => {
        const written = writeHtml(element('p', { title: text }, text));
        expect(written.match(/</g)?.length).toBe(2 + (text.match(/\n/g)?.length ?? 0));
        expect(/^<p title="[^"<>]*">/.test(written)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('writes each of the five characters as a reference', () => {
    expect(escapeHtml(`<>&"'\u0007`)).toBe('&#60;&#62;&#38;&#34;&#39;');
  });

  it('leads to http and https only', () => {
    for (const href of ['javascript:alert(1)', 'data:text/html,x', '//x.example', ' https://x.example'])
      expect(() => writeHtml(element('a', { href }, 'x'))).toThrow(TypeError);
    expect(writeHtml(element('a', { href: 'https://x.example/?a=1&b="' }, 'x'))).toContain('&#38;b=&#34;');
  });

  const letter = (text: string): Letter => ({
    language: 'en',
    subject: text,
    brand: { name: text, accent: '#ffcc00' },
    paragraphs: [text],
    scores: { question: text, ends: [text, ''], items: [{ label: '0', href: 'https://x.example/s/t?q=a&a=0' }] },
    action: { label: text, href: 'https://x.example/s/t' },
    footer: [text, { label: text, href: 'https://x.example/u' }],
  });

  it('says the same as its plain text, with nothing fetched from elsewhere', () => {
    for (const text of hostile) {
      const written = htmlOf(letter(text));
      expect(written).not.toMatch(/<(?:script|img|link|iframe|b)\b/);
      const names = [...written.matchAll(/<\w+((?: [a-z-]+="[^"]*")*)>/g)].flatMap(([, attributes = '']) =>
        [...attributes.matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name),
      );
      expect(new Set(names)).toEqual(new Set(['lang', 'dir', 'charset', 'name', 'content', 'style', 'href']));
      expect(textOf(letter(text))).toContain(text);
    }
    expect(htmlOf(letter('x'))).toContain('q=a&#38;a=0');
  });

  it('darkens a colour until white can be read on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
        const colour = `#${number.toString(16).padStart(6, '0')}`;
        expect(contrastWithWhite(readable(colour))).toBeGreaterThanOrEqual(4.5);
        if (contrastWithWhite(colour) >= 4.5) expect(readable(colour)).toBe(colour);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('lets no line break into a header', () => {
    expect(oneLine('a\r\nBcc: x')).toBe('a Bcc: x');
  });
});

describe('signatures of webhooks', () => {
  // The vector of the reference libraries of Standard Webhooks.
  const key = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const body = '{"test": 2432232314}';

  it('are those of Standard Webhooks', () => {
    expect(signWebhook(key, id, 1_614_265_330, body)).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('hold for this message only, and among several', () => {
    const headers = signWebhook(key, id, 1_614_265_330, body);
    expect(verifyWebhook(key, headers, body)).toBe(true);
    const several = { ...headers, 'webhook-signature': `v1,AAAA v1a,x ${headers['webhook-signature'] ?? ''}` };
    expect(verifyWebhook(key, several, body)).toBe(true);
    expect(verifyWebhook(key, headers, `${body} `)).toBe(false);
    expect(verifyWebhook(key, { ...headers, 'webhook-id': `${id}.1` }, body)).toBe(false);
    expect(verifyWebhook(key, { ...headers, 'webhook-timestamp': '1614265331' }, body)).toBe(false);
  });

  it('need a secret of 24 to 64 bytes', () => {
    for (const secret of [
      '',
      'whsec_',
      'whsec_AAAA',
      'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'whsec_!!!!',
      `whsec_${'A'.repeat(120)}`,
    ])
      expect(() => webhookKey(secret)).toThrow(TypeError);
  });
});

describe('the address of a webhook', () => {
  it('is public', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])
      expect([address, isPublicAddress(address)]).toEqual([address, true]);
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '198.51.100.7',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd00:ec2::254',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:db8::1',
      'ff02::1',
      'localhost',
      '',
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });

  it('is https, whole, without a password within, and spelt in no clever way', () => {
    for (const url of [
      'http://hooks.example.com/x',
      'https://user:pass@hooks.example.com',
      'https://127.0.0.1/x',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://169.254.169.254/latest',
      'file:///etc/passwd',
      'hooks.example.com',
      'https://',
    ])
      expect(() => webhookUrl(url, false), url).toThrow(TypeError);
    expect(webhookUrl('https://hooks.example.com/x#y', false).href).toBe('https://hooks.example.com/x');
    expect(webhookUrl('http://10.0.0.5:8080/x', true).href).toBe('http://10.0.0.5:8080/x');
    expect(() => webhookUrl('ftp://10.0.0.5/x', true)).toThrow(TypeError);
  });
});

describe('templates', () => {
  it('take values that cannot leave their string', () => {
    const evil = '"},"to":"x@example.org","y":{"z":"';
    for (const template of Object.values(templates)) {
      const filled = JSON.stringify(fillTemplate(template, { text: evil, id: evil, to: evil }));
      expect(Object.keys(JSON.parse(filled) as object)).toEqual(Object.keys(template.body as Record<string, Json>));
    }
  });

  it('fill a value once, and know what Slack reads', () => {
    expect(
      fillTemplate({ body: ['{{ text }}', 1, null, { a: '{{url}}{{unknown}}' }] }, { text: '{{url}}', url: 'u' }),
    ).toEqual(['{{url}}', 1, null, { a: 'u' }]);
    expect(fillTemplate(templates['slack'] ?? { body: '' }, { text: '<!channel> & co' })).toEqual({
      text: '&lt;!channel&gt; &amp; co',
    });
  });

  it('know a refusal that came with a status of 200', () => {
    const { expect: wanted } = templates['wecom'] ?? {};
    expect(isExpected(wanted, '{"errcode":0,"errmsg":"ok"}')).toBe(true);
    for (const answer of ['{"errcode":93000}', 'ok', '', 'null', '[]']) expect(isExpected(wanted, answer)).toBe(false);
    expect(isExpected(undefined, 'anything')).toBe(true);
  });
});

describe('settings', () => {
  const hook = { name: 'sms', tenants: ['demo'], url: 'https://sms.example.com/send', template: 'sms' };
  it('of webhooks are read whole or refused with a sentence', () => {
    expect(readEndpoints(JSON.stringify([hook]))).toMatchObject([{ name: 'sms', own: false, key: null, events: [] }]);
    for (const [fault, words] of [
      [[{ ...hook, url: 'http://sms.example.com' }], 'https'],
      [[{ ...hook, secret: 'whsec_AAAA' }], '24 to 64 bytes'],
      [[{ ...hook, template: { body: { t: '{{password}}' } } }], '{{password}}'],
      [[{ ...hook, colour: 'red' }], 'colour'],
      [[hook, hook], 'there already'],
      [{}, 'the list: this is not what is expected'],
      [[{ ...hook, name: 'My SMS' }], '0.name'],
    ] as const)
      expect(() => readEndpoints(JSON.stringify(fault))).toThrow(words);
    expect(() => readEndpoints('{')).toThrow('no JSON');
  });

  it('of the mail server name what is wrong, and no password', () => {
    const right = { LIAISE_SMTP_URL: 'smtp://me:secret@mail.example.com:587', LIAISE_MAIL_FROM: 'surveys@example.com' };
    expect(readMailSettings(right)).toEqual({ url: right.LIAISE_SMTP_URL, from: right.LIAISE_MAIL_FROM });
    expect(readMailSettings({})).toBeNull();
    for (const env of [
      { ...right, LIAISE_SMTP_URL: 'http://me:secret@mail' },
      { ...right, LIAISE_MAIL_FROM: 'Company <surveys@example.com>' },
      { ...right, LIAISE_MAIL_BOUNCES: 'x' },
    ]) {
      expect(() => readMailSettings(env)).toThrow(/^LIAISE_/);
      expect(() => readMailSettings(env)).not.toThrow(/secret/);
    }
  });
});

describe('what a mail server answers', () => {
  it.each([
    [
      { responseCode: 550, command: 'RCPT TO' },
      { state: 'refused', badAddress: true },
    ],
    [
      { responseCode: 550, code: 'EENVELOPE' },
      { state: 'refused', badAddress: true },
    ],
    [{ responseCode: 554, command: 'DATA', code: 'EMESSAGE' }, { state: 'refused' }],
    [{ responseCode: 535, code: 'EAUTH' }, { state: 'later' }],
    [{ responseCode: 451, command: 'RCPT TO' }, { state: 'later' }],
    [{ code: 'ECONNECTION' }, { state: 'later' }],
    [new Error('x'), { state: 'later' }],
  ])('%j', (error, wanted) => {
    const meaning = meaningOf(error);
    expect(meaning).toMatchObject(wanted);
    expect('badAddress' in meaning).toBe('badAddress' in wanted);
  });

  it('comes back to an address that says which mail it was', () => {
    expect(returnPath('bounces@example.com', 'id-1')).toBe('bounces+id-1@example.com');
  });

  it('is asked for again later and later, and not for ever', () => {
    for (const channel of ['email', 'webhook', 'sms']) {
      const waits = Array.from({ length: 20 }, (_, at) => waitAfter(channel, at + 1));
      const known = waits.filter((wait) => wait !== undefined);
      expect(known).toEqual(known.toSorted((a, b) => a - b));
      expect(waits.at(-1)).toBeUndefined();
    }
  });
});

describe('a mail that came back', () => {
  const id = '01930b5e-7c00-7000-8000-000000000001';
  const status = 'Action: failed\nStatus: 5.2.2\n';
  it('is known by its return path, or by the mail that it returns', () => {
    expect(readBounce(status, `bounces+${id}@example.com`)).toEqual({
      messageId: id,
      isPermanent: true,
      status: '5.2.2',
    });
    expect(readBounce(`Delivered-To: bounces+${id.toUpperCase()}@example.com\n\n${status}`)?.messageId).toBe(id);
    expect(readBounce(`${status}\nSubject: x\nX-Liaise-Message: ${id}\n`)?.messageId).toBe(id);
  });

  it('is nothing else: an answer, a mail that arrived, another’s report', () => {
    for (const text of [
      '',
      'Hello!',
      `To: bounces+${id}@example.com\n\nI am on holiday.`,
      `To: bounces+${id}@example.com\nAction: delivered\nStatus: 2.0.0`,
      status,
    ])
      expect(readBounce(text)).toBeNull();
    expect(readBounce(`To: bounces+${id}@example.com\nAction: delayed\nStatus: 4.4.1`)?.isPermanent).toBe(false);
  });
});

describe('when a distribution sends', () => {
  const utc = { timeZone: 'UTC' };
  const at = (text: string): number => Date.parse(text);
  const period = (trigger: Distribution['trigger'], now: string, since = '2020-01-01T00:00:00Z', calendar = utc) =>
    periodOccasion(trigger, calendar, at(since), at(now))?.key ?? null;

  it.each([
    [{ on: 'quarter' }, '2026-10-01T00:00:00Z', '2026-Q4'],
    [{ on: 'quarter' }, '2026-10-14T23:59:59Z', '2026-Q4'],
    [{ on: 'quarter' }, '2026-10-15T00:00:00Z', null],
    [{ on: 'quarter', afterDays: 20 }, '2026-10-15T00:00:00Z', null],
    [{ on: 'quarter', afterDays: 20 }, '2026-10-21T00:00:00Z', '2026-Q4'],
    [{ on: 'quarter', afterDays: 100 }, '2026-10-10T00:00:00Z', '2026-Q3'],
    [{ on: 'month', withinDays: 1 }, '2026-03-01T12:00:00Z', '2026-03'],
    [{ on: 'half-year' }, '2026-07-02T00:00:00Z', '2026-H2'],
    [{ on: 'year', afterDays: 1 }, '2026-01-02T00:00:00Z', '2026'],
  ] as const)('%j at %s is %s', (trigger, now, wanted) => {
    expect(period(trigger, now)).toBe(wanted);
  });

  it('counts by the company’s days and its year', () => {
    expect(period({ on: 'quarter' }, '2026-09-30T16:00:00Z', undefined, { timeZone: 'Asia/Shanghai' })).toBe('2026-Q4');
    expect(
      period({ on: 'year' }, '2026-04-02T00:00:00Z', undefined, { timeZone: 'UTC', fiscalStartMonth: 4 } as typeof utc),
    ).toBe('2026');
  });

  it('lets go what was due before it became active', () => {
    expect(period({ on: 'quarter' }, '2026-10-05T00:00:00Z', '2026-10-02T00:00:00Z')).toBeNull();
    expect(
      endedBetween({ on: 'visit', afterDays: 3 }, at('2026-11-20T00:00:00Z'), at('2026-11-22T00:00:00Z')),
    ).toBeNull();
    expect(endedBetween({ on: 'visit', afterDays: 1 }, at('2026-11-20T00:00:00Z'), at('2026-11-22T00:00:00Z'))).toEqual(
      {
        from: new Date('2026-11-20T00:00:00Z'),
        to: new Date('2026-11-21T00:00:00Z'),
      },
    );
  });
});

describe('a low score', () => {
  const definition = (question: object): SurveyDefinition =>
    ({
      id: 's',
      language: 'en',
      questions: [
        { id: 'q', title: 'Q', ...question },
        { id: 'why', type: 'long-text', title: 'Why?' },
      ],
    }) as SurveyDefinition;
  const isLow = (question: object, score: unknown, followUp = {}): boolean =>
    lowScore({ followUp }, definition(question), { answers: { q: score as number } }) !== null;

  it('is a detractor’s, NPS 0 among them', () => {
    expect(Array.from({ length: 11 }, (_, score) => isLow({ type: 'nps' }, score))).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isLow({ type: 'nps' }, null)).toBe(false);
  });

  it('is one of the worst two fifths of any other scale, at the end that is bad', () => {
    const lows = (question: object, scale: number) =>
      Array.from({ length: scale }, (_, at) => at + 1).filter((score) => isLow(question, score));
    expect(lows({ type: 'csat' }, 5)).toEqual([1, 2]);
    expect(lows({ type: 'csat', scale: 2 }, 2)).toEqual([1]);
    expect(lows({ type: 'ces' }, 7)).toEqual([1, 2]);
    expect(lows({ type: 'ces', easy: 'low' }, 7)).toEqual([6, 7]);
    expect(lows({ type: 'csat', scale: 10 }, 10)).toEqual([1, 2, 3, 4]);
  });

  it('is what the survey says', () => {
    expect(isLow({ type: 'nps' }, 4, { threshold: 3 })).toBe(false);
    expect(isLow({ type: 'nps' }, 0, { opens: false })).toBe(false);
    expect(isLow({ type: 'nps' }, 0, { question: 'other' })).toBe(false);
    expect(lowScore({}, definition({ type: 'nps' }), { answers: { q: 2, why: 'Late.' } })).toEqual({
      question: 'q',
      score: 2,
      scale: 10,
      comment: 'Late.',
    });
  });
});

describe('the right to contact', () => {
  const said = (
    channel: 'survey' | 'any' | 'email' | 'phone',
    status: 'granted' | 'denied' | 'withdrawn',
    at: string,
  ) => ({ channel, status, at });
  it('ends with the last word of a person', () => {
    expect(mayContact({}, 'email')).toBe(true);
    expect(mayContact({ doNotContact: true }, 'email')).toBe(false);
    expect(mayContact({ consent: [said('survey', 'withdrawn', '2026-01-01T00:00:00Z')] }, 'email')).toBe(false);
    expect(mayContact({ consent: [said('any', 'denied', '2026-01-01T00:00:00Z')] }, 'email')).toBe(false);
    expect(mayContact({ consent: [said('phone', 'denied', '2026-01-01T00:00:00Z')] }, 'email')).toBe(true);
    const both = [
      said('survey', 'granted', '2026-03-01T00:00:00Z'),
      said('survey', 'withdrawn', '2026-01-01T00:00:00Z'),
    ];
    expect(mayContact({ consent: both }, 'email')).toBe(true);
  });
});

describe('links', () => {
  it('carry a score, and are read back', () => {
    expect(scoreLink('https://x.example/s/demo.abc', 'recommend', 0)).toBe('https://x.example/s/demo.abc?recommend=0');
    const id = '01930b5e-7c00-7000-8000-000000000001';
    expect(readUnsubscribe(`demo.${id}.${'A'.repeat(22)}`)).toEqual({
      tenantRef: 'demo',
      invitationId: id,
      signature: 'A'.repeat(22),
    });
    for (const text of ['', 'demo', `demo.${id}`, `demo.${id}.short`, `../demo.${id}.${'A'.repeat(22)}`])
      expect(readUnsubscribe(text)).toBeNull();
  });
});
