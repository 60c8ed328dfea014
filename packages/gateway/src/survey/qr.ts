import { drawQr, toSvg } from '@liaise/core/draw';
import { Refusal } from '../http/refusal.ts';

/**
 * `GET /s/{token}/qr.svg`: the QR code of a link, for paper and screens. It is worked out from the address alone, so that it spends nothing
 * and tells nothing of whether there is such a link.
 *
 * @param publicUrl where the gateway is reached; the request's own origin where that is not known
 */
export function qrPicture(request: Request, publicUrl: string | null): Response {
  const url = new URL(request.url);
  const [, , token = ''] = url.pathname.split('/');
  if (!/^[a-z0-9-]{1,64}\.[A-Za-z0-9_-]{22}$/.test(token)) throw new Refusal('link-unusable');
  return new Response(toSvg(drawQr(`${publicUrl ?? url.origin}/s/${token}`)), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex, nofollow',
    },
  });
}
