import type { AttackRequest, Body } from './request.ts';

/** What is left of a body when something of it is taken away, the larger pieces first. */
function smallerBodies(body: Body): Body[] {
  if ('bytes' in body) {
    const { bytes } = body;
    return bytes.length < 2
      ? []
      : [{ bytes: bytes.slice(0, bytes.length / 2) }, { bytes: bytes.slice(bytes.length / 2) }];
  }
  let value: unknown;
  try {
    value = JSON.parse(body.text);
  } catch {
    const { text } = body;
    const half = Math.floor(text.length / 2);
    return text.length < 2 ? [] : [{ text: text.slice(0, half) }, { text: text.slice(half) }];
  }
  return smallerValues(value).map((one) => ({ text: JSON.stringify(one) }));
}

function smallerValues(value: unknown): unknown[] {
  if (typeof value === 'string' && value.length > 1)
    return [value.slice(0, Math.ceil(value.length / 2)), value.slice(Math.floor(value.length / 2))];
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const without = list.slice(0, 20).map((_, index) => list.filter((_, other) => other !== index));
    return [
      list.slice(0, Math.floor(list.length / 2)),
      ...without,
      ...list.slice(0, 20).flatMap((one, index) => smallerValues(one).map((smaller) => list.with(index, smaller))),
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value).slice(0, 60);
  return [
    ...entries.map(([name]) => Object.fromEntries(entries.filter(([other]) => other !== name))),
    ...entries.flatMap(([name, one]) =>
      smallerValues(one).map((smaller) =>
        Object.fromEntries(entries.map(([other, kept]) => [other, other === name ? smaller : kept])),
      ),
    ),
  ];
}

function smaller(request: AttackRequest): AttackRequest[] {
  const { headers, path, body } = request;
  const [before = '', query = ''] = path.split('?', 2);
  const pairs = query === '' ? [] : query.split('&');
  return [
    ...(request.overHttp === true ? [{ ...request, overHttp: false }] : []),
    ...headers.map((_, index) => ({ ...request, headers: headers.toSpliced(index, 1) })),
    ...pairs.slice(0, 30).map((_, index) => {
      const rest = pairs.toSpliced(index, 1).join('&');
      return { ...request, path: rest === '' ? before : `${before}?${rest}` };
    }),
    ...(body === null ? [] : smallerBodies(body).map((one) => ({ ...request, body: one }))),
  ];
}

/**
 * Cuts a request down as far as it still shows the fault.
 *
 * @param shows sends the request and says whether it does
 * @param most how many requests may be sent for it
 */
export async function minimise(
  request: AttackRequest,
  shows: (request: AttackRequest) => Promise<boolean>,
  most = 300,
): Promise<AttackRequest> {
  let best = request;
  for (let sent = 0; sent < most;) {
    let found: AttackRequest | null = null;
    for (const one of smaller(best)) {
      if (sent++ >= most) break;
      if (await shows(one)) {
        found = one;
        break;
      }
    }
    if (!found) return best;
    best = found;
  }
  return best;
}
