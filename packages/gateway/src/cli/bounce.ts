import { text } from 'node:stream/consumers';
import { noteBounce, readBounce } from '../sending/bounce.ts';
import { openStore } from '../store/open.ts';
import { readOptions, UsageError, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

/** Takes a returned mail from standard input, as a mail server hands one to a program. Works beside a running gateway. */
export const bounceCommand: Command = {
  usage: 'liaise bounce [--to ADDRESS] < MAIL',
  options: [
    '--to ADDRESS     the address that the mail came to, such as bounces+ID@example.com',
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values, positionals } = readOptions(args, { to: { type: 'string' }, data: { type: 'string' } });
    if (positionals.length > 0) throw new UsageError('The mail comes by standard input.');
    const bounce = readBounce(await text(process.stdin), values.to);
    if (!bounce) {
      context.out('This is no report of a mail that came back.');
      return 0;
    }
    const { location } = dataFolder(context, values.data);
    const store = await openStore('folder' in location ? { ...location, share: true } : location);
    try {
      const noted = await noteBounce(store, bounce);
      context.out(
        noted
          ? `Noted: it will not arrive (${bounce.status}).`
          : 'Nothing to note: a delay, or no mail of this gateway.',
      );
    } finally {
      await store.close();
    }
    return 0;
  },
};
