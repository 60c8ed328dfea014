/** What every answer carries unless it says otherwise: nothing is sniffed, framed, run or told to other sites. */
export function secure(headers: Headers, { https }: { https: boolean }): void {
  const unless = (name: string, value: string): void => {
    if (!headers.has(name)) headers.set(name, value);
  };
  unless('X-Content-Type-Options', 'nosniff');
  unless('Referrer-Policy', 'no-referrer');
  unless('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  unless('X-Frame-Options', 'DENY');
  unless('Cross-Origin-Resource-Policy', 'same-origin');
  if (https) unless('Strict-Transport-Security', 'max-age=63072000');
}

/** The policy of a page that this gateway serves: its own scripts and styles, this gateway, nothing else. */
export function pagePolicy(more: { connect?: string | undefined } = {}): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${more.connect === undefined ? '' : ` ${more.connect}`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types liaise lit-html',
  ].join('; ');
}
