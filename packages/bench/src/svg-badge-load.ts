/**
 * Whoever looks at pictures, in a process of its own. For each line on standard input, `{ "seconds", "paths" }`, it reads these paths in
 * turn over 16 kept connections for so long and writes `{ "count", "elapsed" }`.
 */
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';

const { LOAD_URL = '' } = process.env;
const connections = 16;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function read(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${LOAD_URL}${path}`, { agent }, (answer) => {
      const { statusCode = 0 } = answer;
      answer.on('error', reject).on('end', resolve).resume();
      if (statusCode !== 200) reject(new Error(`The gateway answered ${String(statusCode)}.`));
    }).on('error', reject);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { seconds, paths } = JSON.parse(line) as { seconds: number; paths: string[] };
  const began = performance.now();
  let count = 0;
  const caller = async (from: number): Promise<void> => {
    for (let at = from; performance.now() - began < seconds * 1000; at += connections) {
      await read(paths[at % paths.length] ?? '');
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => caller(index)));
  console.log(JSON.stringify({ count, elapsed: (performance.now() - began) / 1000 }));
}
agent.destroy();
