import { parentPort } from 'node:worker_threads';
import type { Question } from './models.ts';
import { predict } from './predict.ts';

parentPort?.on('message', ({ id, question }: { id: number; question: Question }) => {
  try {
    const answer = predict(question);
    parentPort?.postMessage({ id, answer }, answer.kind === 'look' ? [answer.figures.buffer as ArrayBuffer] : []);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error : new Error('The forecast failed.') });
  }
});
