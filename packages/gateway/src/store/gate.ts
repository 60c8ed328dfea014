import {
  type CompiledQuery,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type RootOperationNode,
  sql,
  type Transaction,
} from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Watches over a transaction while its role is raised. Only statements that were made by `through` run then, and they run at no
 * other time; whatever else reaches the connection is refused before it is sent, also a statement that was built earlier.
 */
export class Gate {
  readonly #marked = new WeakSet<object>();
  #raised = false;

  readonly #plugin: KyselyPlugin = {
    transformQuery: ({ node }: PluginTransformQueryArgs): RootOperationNode => {
      // A copy, so that the mark is this statement's alone.
      const mine = { ...node };
      this.#marked.add(mine);
      return mine;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };

  /** @throws {Error} for a statement that may not run at this moment */
  check(query: CompiledQuery): void {
    const marked = this.#marked.has(query.query);
    if (marked === this.#raised) return;
    throw new Error(
      marked
        ? 'A statement over all rows came after its time: await everything within overAllRows.'
        : 'The transaction sees all rows at this moment: use the work that overAllRows hands over, and nothing else.',
    );
  }

  /** @throws {Error} where the role was never set back */
  checkEnd(): void {
    if (this.#raised) throw new Error('The transaction still sees all rows: await overAllRows before the end.');
  }

  /**
   * Runs something with the rows of the whole tenant in sight, and then goes back to `role`. Where it fails to go back, which a
   * failed statement brings about, the transaction is of no more use: every further statement is refused.
   */
  async over<T>(
    transaction: Transaction<Tables>,
    role: string,
    run: (transaction: Transaction<Tables>) => Promise<T>,
  ): Promise<T> {
    if (this.#raised)
      throw new Error('The transaction sees all rows already: use the work that overAllRows handed over.');
    const through = transaction.withPlugin(this.#plugin);
    this.#raised = true;
    let result: T;
    try {
      await setRole(through, 'system');
      result = await run(through);
    } catch (error) {
      await setRole(through, role).then(
        () => void (this.#raised = false),
        () => undefined,
      );
      throw error;
    }
    await setRole(through, role);
    this.#raised = false;
    return result;
  }
}

async function setRole(transaction: Transaction<Tables>, role: string): Promise<void> {
  await sql`SELECT set_config('liaise.role', ${role}, true)`.execute(transaction);
}
