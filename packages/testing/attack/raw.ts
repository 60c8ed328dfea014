import { connect } from 'node:net';

/** What is written to a socket: bytes, or a pause in milliseconds. */
export type Piece = string | Uint8Array | number;

/** What a socket came to. */
export interface Exchange {
  /** Everything the server wrote. */
  text: string;
  /** The statuses of the answers in it. */
  statuses: number[];
  /** How it ended: the server closed it, or nothing more came in time. */
  closed: boolean;
}

/**
 * Writes to the server as no client of HTTP would, and reads until it closes or the time is over.
 *
 * @param end closes our side once all is written
 */
export function exchange(
  port: number,
  pieces: readonly Piece[],
  { milliseconds = 5000, end = false, until = false }: { milliseconds?: number; end?: boolean; until?: boolean } = {},
): Promise<Exchange> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    const finish = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(received).toString('latin1');
      const statuses = [...text.matchAll(/(?:^|\r\n|\})HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
      resolve({ text, statuses, closed });
    };
    const timer = setTimeout(() => finish(false), milliseconds);
    socket.on('data', (data) => {
      received.push(data);
      // One whole answer is enough where nothing else is awaited.
      if (until && Buffer.concat(received).toString('latin1').includes('\r\n\r\n'))
        setTimeout(() => finish(false), 100);
    });
    socket.on('error', () => finish(true));
    socket.on('close', () => finish(true));
    void (async () => {
      for (const piece of pieces) {
        if (typeof piece === 'number') await new Promise((done) => setTimeout(done, piece));
        else if (!socket.destroyed) socket.write(piece);
      }
      if (end) socket.end();
    })();
  });
}
