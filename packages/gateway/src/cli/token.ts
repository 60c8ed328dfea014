import { demo } from '@liaise/core/samples';
import { readOptions, tenantRef, UsageError, type Command } from './command.ts';
import { dataFolder, secretOf } from './data-folder.ts';
import { localToken } from './sign-in.ts';

/** Prints a token and nothing else. It needs no running gateway, only its folder. */
export const token: Command = {
  usage: 'liaise token --role rep|manager|admin|contact|service [--rep ID] [--contact ID] [--tenant REF]',
  options: [
    '--role ROLE      rep, manager, admin, contact or service',
    '--rep ID         the rep it is for (the first of the sample data unless said)',
    '--contact ID     the contact it is for',
    `--tenant REF     the tenant (${demo.tenant} unless said)`,
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      role: { type: 'string' },
      rep: { type: 'string' },
      contact: { type: 'string' },
      tenant: { type: 'string', default: demo.tenant },
      data: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is not understood.`);
    if (values.role === undefined)
      throw new UsageError('Say which role: --role rep, manager, admin, contact or service.');
    const { role, rep, contact, tenant } = values;
    const secret = secretOf(dataFolder(context, values.data), context);
    context.out((await localToken({ role, rep, contact, tenant: tenantRef(tenant) }, secret)).token);
    return 0;
  },
};
