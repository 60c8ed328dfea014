import { html } from 'hono/html';
import type { Contact } from '@liaise/core/records/contact';
import type { Customer } from '@liaise/core/records/customer';
import type { Invitation } from '@liaise/core/records/survey';
import { systemActor } from '../access/directory.ts';
import { pagePolicy } from '../http/headers.ts';
import type { Services } from '../routes/call.ts';
import type { Work } from '../store/store.ts';
import { defer } from '../survey/politeness.ts';
import { languagesOf, wordsFor } from '../survey/words.ts';
import { readUnsubscribe } from './links.ts';
import { mailWords } from './words.ts';

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': pagePolicy(),
};

interface Said {
  title: string;
  text: string;
  button?: string;
}

async function page(
  status: number,
  language: string,
  { title, text, button }: Said,
  action: string,
): Promise<Response> {
  const written = await html`<!doctype html>
    <html lang="${language}" dir="auto">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/survey-page.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
          ${
            button === undefined
              ? ''
              : html`<form method="post" action="${action}"><button type="submit">${button}</button></form>`
          }
        </main>
      </body>
    </html>`;
  return new Response(String(written), { status, headers });
}

/** Notes on the person's own record that they want no more surveys, where it is not noted yet. */
async function withdraw(work: Work, { customerId, contactId }: Invitation): Promise<void> {
  const at = work.now.toISOString();
  const resource = contactId === undefined ? 'customers' : 'contacts';
  const id = contactId ?? customerId;
  for (let attempt = 0; attempt < 5; attempt++) {
    const record = await work.read<Contact | Customer>(resource, id);
    if (!record) return;
    const consent = record.consent ?? [];
    if (consent.at(-1)?.channel === 'survey' && consent.at(-1)?.status === 'withdrawn') return;
    const next = [
      ...consent.slice(-49),
      { channel: 'survey', status: 'withdrawn', at, source: 'unsubscribe' } as const,
    ];
    if (await work.replace(resource, { ...record, consent: next, version: record.version + 1, updatedAt: at })) return;
  }
}

/** Keeps somebody from being asked again: in the memory of who may be asked, and on their own record, where people and other systems see it. */
async function neverAgain(work: Work, invitation: Invitation): Promise<void> {
  const { customerId, contactId } = invitation;
  const who =
    contactId === undefined
      ? ({ of: 'customer', id: customerId } as const)
      : ({ of: 'contact', id: contactId } as const);
  await defer(work, { ...who, customerId, contactId }, null);
  await withdraw(work, invitation);
}

/**
 * The page behind "do not ask me again" (RFC 8058). Reading it changes nothing, so that a scanner of mails takes nobody off; a post does, with
 * nothing else asked. It works after the survey's link has expired. A made-up address gets the page of a link that cannot be used.
 */
export async function unsubscribePage(services: Services, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [wanted = 'en'] = languagesOf(request.headers.get('accept-language'));
  const words = mailWords(wanted);
  const language = words === mailWords('zh') ? 'zh-CN' : 'en';
  const unusable = (): Promise<Response> => {
    const { unusable: title, unusableText: text } = wordsFor(language);
    return page(404, language, { title, text }, pathname);
  };
  const named = readUnsubscribe(pathname.slice('/unsubscribe/'.length));
  const tenant = named && (await services.store.tenant(named.tenantRef));
  if (!named || !tenant) return unusable();
  if (!services.secrets.verify('unsubscribe', [tenant.id, named.invitationId], named.signature)) return unusable();
  const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'unsubscribe');
  const isPost = request.method === 'POST';
  const known = await services.store.transact(
    actor,
    async (work) => {
      const invitation = await work.read<Invitation>('invitations', named.invitationId);
      if (invitation && isPost) await neverAgain(work, invitation);
      return invitation !== null;
    },
    { readOnly: !isPost },
  );
  if (!known) return unusable();
  return page(
    200,
    language,
    isPost
      ? { title: words.unsubscribed, text: words.unsubscribedText }
      : { title: words.unsubscribeTitle, text: words.unsubscribeText, button: words.unsubscribe },
    pathname,
  );
}
