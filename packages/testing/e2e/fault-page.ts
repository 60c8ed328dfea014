import { createClient } from '@liaise/sdk';

/** What runs in the page of the fault tests: a client of the gateway that serves it, for the rep that the address names. */
const rep = new URLSearchParams(location.search).get('rep') ?? '';

const client = createClient({
  url: location.origin,
  getToken: async () => {
    const answer = await fetch(`/dev/token?role=rep&rep=${rep}`);
    return ((await answer.json()) as { token: string }).token;
  },
});

declare global {
  var liaiseClient: typeof client | undefined;
}
globalThis.liaiseClient = client;
