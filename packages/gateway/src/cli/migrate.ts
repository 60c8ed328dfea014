import { openStore } from '../store/open.ts';
import { readOptions, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

/** Brings the database's schema up to date, which `serve` does too when it starts. */
export const migrate: Command = {
  usage: 'liaise migrate [--data DIR]',
  options: ['--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)'],
  async run(args, context) {
    const { values } = readOptions(args, { data: { type: 'string' } });
    const { location } = dataFolder(context, values.data);
    const store = await openStore(location);
    try {
      await store.check();
    } finally {
      await store.close();
    }
    context.out('The schema is up to date.');
    return 0;
  },
};
