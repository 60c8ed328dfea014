/**
 * The respondents of the measurement of responses, in a process of their own. For each line on standard input,
 * `{ "port", "seconds", "from", "to" }`, they finish surveys over 64 kept connections, each under the link of its own number, and write
 * `{ "next", "count", "elapsed" }`. They speak HTTP/1.1 by hand: a client of all trades would take more of the machine than the gateway.
 */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { bodyOf, connections, tokenOf } from './responses-links.ts';

/** A kept connection that asks one thing after the other. */
class Line {
  readonly #socket: Socket;
  #held = '';
  #told: ((status: number) => void) | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#held += text;
      this.#look();
    });
    this.#socket.on('error', (error) => {
      throw error;
    });
  }

  #look(): void {
    const end = this.#held.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#held.slice(0, end);
    const length = /content-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined && !/transfer-encoding: chunked/i.test(head))
      throw new Error(`An answer without length: ${head}`);
    const whole = length === undefined ? this.#held.indexOf('0\r\n\r\n', end + 4) + 5 : end + 4 + Number(length);
    if (whole < end + 4 || this.#held.length < whole) return;
    this.#held = this.#held.slice(whole);
    this.#told?.(Number(head.slice(9, 12)));
  }

  async put(number: number): Promise<number> {
    const body = bodyOf(number);
    const answered = new Promise<number>((told) => (this.#told = told));
    this.#socket.write(
      `PUT /v1/s/${tokenOf(number)}/response HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: key-${String(number)}\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
      'latin1',
    );
    return answered;
  }

  close(): void {
    this.#socket.destroy();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { port, seconds, from, to } = JSON.parse(line) as { port: number; seconds: number; from: number; to: number };
  const lines = Array.from({ length: connections }, () => new Line(port));
  const began = performance.now();
  let next = from;
  let count = 0;
  await Promise.all(
    lines.map(async (one) => {
      while (next < to && performance.now() - began < seconds * 1000) {
        const status = await one.put(next++);
        if (status !== 200) throw new Error(`The gateway on port ${String(port)} answered ${String(status)}.`);
        count += 1;
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1000;
  for (const one of lines) one.close();
  console.log(JSON.stringify({ next, count, elapsed }));
}
