import { systemActor } from '../access/directory.ts';
import { openStore } from '../store/open.ts';
import { recountPurchases } from '../store/purchase-months.ts';
import { readOptions, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

/** Brings the database's schema up to date, which `serve` does too when it starts. */
export const migrate: Command = {
  usage: 'liaise migrate [--recount] [--data DIR]',
  options: [
    '--recount        make the sums of purchases anew, after rows were put into the table past the gateway',
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values } = readOptions(args, { data: { type: 'string' }, recount: { type: 'boolean' } });
    const { location } = dataFolder(context, values.data);
    const store = await openStore(location);
    try {
      await store.check();
      for (const { id, ref } of values.recount === true ? await store.tenants() : []) {
        await store.transact(systemActor({ tenantId: id, tenantRef: ref }), recountPurchases);
        context.out(`The sums of purchases of ${ref} are counted anew.`);
      }
    } finally {
      await store.close();
    }
    context.out('The schema is up to date.');
    return 0;
  },
};
