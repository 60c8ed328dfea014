import { createHmac, timingSafeEqual } from 'node:crypto';

/** The bytes of a secret as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes. @throws {TypeError} */
export function webhookKey(secret: string): Buffer {
  const encoded = secret.startsWith('whsec_') ? secret.slice(6) : '';
  const key = Buffer.from(encoded, 'base64');
  if (
    key.byteLength < 24 ||
    key.byteLength > 64 ||
    key.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, '')
  )
    throw new TypeError('The secret of a webhook is whsec_ and 24 to 64 bytes in base64.');
  return key;
}

/**
 * The three headers of a signed webhook (Standard Webhooks 1.0.0, symmetric signature `v1`: HMAC-SHA256 over `id.timestamp.body`).
 *
 * @param at seconds since the epoch
 */
export function signWebhook(key: Buffer, id: string, at: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Whether one of the signatures of a webhook is the one over it. The time is for the receiver to judge. */
export function verifyWebhook(key: Buffer, headers: Readonly<Record<string, string>>, body: string): boolean {
  const wanted = signWebhook(key, headers['webhook-id'] ?? '', Number(headers['webhook-timestamp']), body);
  const expected = Buffer.from(wanted['webhook-signature'] ?? '');
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
  });
}
