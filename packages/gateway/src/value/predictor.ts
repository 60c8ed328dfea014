import { Worker } from 'node:worker_threads';
import type { Answer, Question } from './models.ts';

type AnswerTo<Q extends Question> = Answer & { kind: Q['kind'] };

/** Computes forecasts in a thread of its own, so that requests are answered meanwhile. */
export class Predictor {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  #next = 0;

  /** @param signal ends the worker when it is aborted; what is asked then rejects with its reason */
  constructor(signal?: AbortSignal) {
    const fromSource = import.meta.url.endsWith('.ts');
    this.#worker = new Worker(new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url), {
      ...(fromSource ? { execArgv: ['--conditions=@liaise/source'] } : {}),
    });
    this.#worker.on('message', ({ id, answer, error }: { id: number; answer?: Answer; error?: Error }) => {
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (answer) asked?.resolve(answer);
      else asked?.reject(error ?? new Error('The forecast failed.'));
    });
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error('The worker failed.')));
    this.#worker.on('exit', () => this.#fail(new Error('The worker has ended.')));
    this.#worker.unref();
    signal?.addEventListener(
      'abort',
      () => {
        this.#fail(signal.reason as Error);
        void this.close();
      },
      { once: true },
    );
  }

  /** Asks a question. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const id = this.#next++;
    this.#worker.ref();
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question });
    }).then((answer) => answer as AnswerTo<Q>);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
