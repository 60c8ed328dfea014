const name = 'liaise-device';
const shape = /^[A-Za-z0-9_-]{22}$/;
const days = 90;

/** The secret of the device that a page without script keeps in a cookie. */
export function deviceFrom(request: Request): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((one) => one.trim());
  const value = cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && shape.test(value) ? value : undefined;
}

/**
 * The cookie that keeps it: for survey pages only, out of reach of scripts. `Lax`, since a person comes from a mail: with `Strict` their own
 * device would look like another's.
 */
export const cookieFor = (device: string, origin: string): string =>
  `${name}=${device}; Path=/s; Max-Age=${days * 86_400}; HttpOnly; SameSite=Lax${origin.startsWith('https:') ? '; Secure' : ''}`;
