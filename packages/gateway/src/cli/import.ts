import { readFileSync } from 'node:fs';
import { demo } from '@liaise/core/samples';
import { systemActor } from '../access/directory.ts';
import { importFile, type ImportReport } from '../import/import.ts';
import { parseMapping } from '../import/mapping.ts';
import { openStore } from '../store/open.ts';
import { readOptions, tenantRef, UsageError, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const counted = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}`;

/** What an import did, in a sentence or two. */
function told({ read, created, unchanged, rejected, createdAlong, dryRun, rejectedFile }: ImportReport): string[] {
  const along = Object.entries(createdAlong)
    .filter(([, count]) => count > 0)
    .map(([resource, count]) => counted(count, resource));
  const made = dryRun ? 'would be created' : 'created';
  return [
    `${counted(read, 'rows read')}: ${counted(created, made)}, ${counted(unchanged, 'there already')}, ${counted(rejected, 'rejected')}.`,
    ...(along.length > 0 ? [`Named by rows and ${made} along: ${along.join(', ')}.`] : []),
    ...(rejectedFile === null ? [] : [`Each rejected row stands with its line, column and reason in ${rejectedFile}.`]),
  ];
}

/** Brings records in from delimited text. Works beside a running gateway. */
export const importCommand: Command = {
  usage: 'liaise import --mapping MAP.json [--dry-run] [--move-dates-to DAY] [--tenant REF] [--rejected FILE] FILE',
  options: [
    'responses        bring answers to a survey in: liaise import responses --survey KEY FILE',
    '--mapping MAP    how columns become fields, as JSON',
    '--dry-run        say what would be done, and write nothing but the list of rejected rows',
    '--move-dates-to DAY  move all dates by as many days as take the latest one to DAY (YYYY-MM-DD)',
    `--tenant REF     the tenant (${demo.tenant} unless said)`,
    '--rejected FILE  where rejected rows are listed (FILE.rejected.csv)',
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    if (args[0] === 'responses')
      return (await import('./import-responses.ts')).importResponsesCommand.run(args.slice(1), context);
    const { values, positionals } = readOptions(args, {
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'move-dates-to': { type: 'string' },
      tenant: { type: 'string', default: demo.tenant },
      rejected: { type: 'string' },
      data: { type: 'string' },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError('Name one file to import.');
    if (values.mapping === undefined) throw new UsageError('Say how columns become fields: --mapping MAP.json.');
    const moveDatesTo = values['move-dates-to'];
    if (moveDatesTo !== undefined && !isDay(moveDatesTo))
      throw new UsageError(`--move-dates-to ${moveDatesTo} is no day: write it as 2026-10-01.`);
    const mapping = parseMapping(readFileSync(values.mapping, 'utf8'));
    const ref = tenantRef(values.tenant);
    const { location } = dataFolder(context, values.data);
    const store = await openStore('folder' in location ? { ...location, share: true } : location);
    try {
      const tenant = await store.tenant(ref);
      if (!tenant) throw new Error(`There is no tenant ${ref}: make it with liaise serve --empty --tenant ${ref}.`);
      const report = await importFile(store, systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'import'), {
        file,
        mapping,
        dryRun: values['dry-run'],
        ...(moveDatesTo === undefined ? {} : { moveDatesTo }),
        ...(values.rejected === undefined ? {} : { rejectedFile: values.rejected }),
      });
      told(report).forEach(context.out);
    } finally {
      await store.close();
    }
    return 0;
  },
};
