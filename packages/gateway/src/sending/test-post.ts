import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as a real mail server took it. */
export interface Received {
  from: string;
  to: string[];
  /** Headers in lower case, unfolded. */
  headers: Map<string, string>;
  /** Decoded bodies by media type. */
  parts: Map<string, string>;
}

const qp = (text: string): string =>
  Buffer.from(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

function decoded(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return qp(body);
  return body;
}

/** Words of RFC 2047 in a header, decoded. */
export const headerText = (value: string | undefined): string =>
  (value ?? '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : qp(text.replaceAll('_', ' ')),
    );

function headersOf(text: string): Map<string, string> {
  const lines = text.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]];
    }),
  );
}

function split(text: string): { headers: Map<string, string>; body: string } {
  const at = text.indexOf('\r\n\r\n');
  return { headers: headersOf(text.slice(0, at)), body: text.slice(at + 4) };
}

function partsOf(text: string, into = new Map<string, string>()): Map<string, string> {
  const { headers, body } = split(text);
  const type = headers.get('content-type') ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) {
    into.set(
      type.split(';')[0] ?? '',
      decoded(body, headers.get('content-transfer-encoding')).replaceAll('\r\n', '\n'),
    );
    return into;
  }
  for (const part of body.split(`--${boundary}`).slice(1, -1)) partsOf(part.replace(/^\r\n/, ''), into);
  return into;
}

/** What a mail server says to an address: nothing to take the mail, else a code. `data` says it after the whole message. */
export type Refuse = (address: string) => { code: number; at: 'recipient' | 'data' } | undefined;

/** A mail server that keeps what it took. */
export async function openMailServer() {
  const mails: Received[] = [];
  const attempts: string[] = [];
  let refuse: Refuse = () => undefined;
  const failure = (code: number): Error => Object.assign(new Error('refused by the test'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      attempts.push(address);
      const said = refuse(address);
      callback(said?.at === 'recipient' ? failure(said.code) : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('latin1');
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        const said = to.map((address) => refuse(address)).find((one) => one?.at === 'data');
        if (said) {
          callback(failure(said.code));
          return;
        }
        const { headers } = split(text);
        mails.push({ from: mailFrom === false ? '' : mailFrom.address, to, headers, parts: partsOf(text) });
        callback();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    mails,
    /** The addresses that were tried, taken or not. */
    attempts,
    refuse: (next: Refuse) => {
      refuse = next;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** A server that takes connections and never says a word. */
export async function openSilentServer() {
  const server = createTcpServer(() => undefined);
  const sockets = new Set<{ destroy: () => void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A call of a webhook. */
export interface Hooked {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks that answers with the statuses it is given, one a call, then 200. */
export async function openHookServer() {
  const calls: Hooked[] = [];
  const answers: { status: number; body?: string; location?: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const { status, body = '', location } = answers.shift() ?? { status: 200 };
      response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    calls,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
