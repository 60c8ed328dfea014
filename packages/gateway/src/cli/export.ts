import { demo } from '@liaise/core/samples';
import { systemActor } from '../access/directory.ts';
import { exported, exportRecords } from '../export/export.ts';
import { openStore } from '../store/open.ts';
import { readOptions, tenantRef, UsageError, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

const formats = ['jsonl', 'csv'] as const;
type Format = (typeof formats)[number];
const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text);

const isExported = (name: string): name is (typeof exported)[number] => (exported as readonly string[]).includes(name);

/** Writes a tenant's records out. Works beside a running gateway. */
export const exportCommand: Command = {
  usage: 'liaise export [--to DIR] [--format jsonl|csv] [--resource NAME]… [--tenant REF]',
  options: [
    '--to DIR         where the files go, one a resource (export)',
    '--format FORMAT  jsonl: a record a line, whole (unless said); csv: a table for a spreadsheet',
    '--resource NAME  one resource only, such as customers; may be repeated',
    `--tenant REF     the tenant (${demo.tenant} unless said)`,
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      to: { type: 'string', default: 'export' },
      format: { type: 'string', default: 'jsonl' },
      resource: { type: 'string', multiple: true },
      tenant: { type: 'string', default: demo.tenant },
      data: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is not understood.`);
    const { format } = values;
    if (!isFormat(format)) throw new UsageError(`"${format}" is no format: expected ${formats.join(' or ')}.`);
    const unknown = values.resource?.find((name) => !isExported(name));
    if (unknown !== undefined) {
      throw new UsageError(`"${unknown}" is no resource: expected one of ${exported.join(', ')}.`);
    }
    const resources = values.resource?.filter(isExported);
    const ref = tenantRef(values.tenant);
    const { location } = dataFolder(context, values.data);
    const store = await openStore('folder' in location ? { ...location, share: true } : location);
    try {
      const tenant = await store.tenant(ref);
      if (!tenant) throw new Error(`There is no tenant ${ref}.`);
      const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'export');
      const report = await exportRecords(store, actor, {
        folder: values.to,
        format,
        ...(resources ? { resources } : {}),
      });
      for (const { file, count } of Object.values(report)) context.out(`${String(count).padStart(8)}  ${file}`);
    } finally {
      await store.close();
    }
    return 0;
  },
};
