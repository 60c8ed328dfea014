/**
 * The callers of the card measurement, in a process of their own. For each line on standard input, `{ "seconds" }`, it reads cards
 * over 16 kept connections for so long and writes `{ "count", "elapsed" }`.
 */
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';

const { LOAD_URL = '', LOAD_TOKEN = '', LOAD_CUSTOMERS = '' } = process.env;
const customers = LOAD_CUSTOMERS.split(',');
const connections = 16;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

function read(customer: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { agent, headers: { authorization: `Bearer ${LOAD_TOKEN}` } };
    get(`${LOAD_URL}/v1/customers/${customer}/card`, options, (answer) => {
      const { statusCode = 0 } = answer;
      answer.on('error', reject).on('end', resolve).resume();
      if (statusCode !== 200) reject(new Error(`The gateway answered ${String(statusCode)}.`));
    }).on('error', reject);
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { seconds } = JSON.parse(line) as { seconds: number };
  const began = performance.now();
  let count = 0;
  const caller = async (from: number): Promise<void> => {
    for (let at = from; performance.now() - began < seconds * 1000; at += connections) {
      await read(customers[at % customers.length] ?? '');
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, index) => caller(index)));
  console.log(JSON.stringify({ count, elapsed: (performance.now() - began) / 1000 }));
}
agent.destroy();
