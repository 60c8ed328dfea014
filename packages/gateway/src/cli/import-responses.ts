import { demo } from '@liaise/core/samples';
import { systemActor } from '../access/directory.ts';
import { importResponses } from '../import/responses.ts';
import { openStore } from '../store/open.ts';
import { readOptions, tenantRef, UsageError, type Command } from './command.ts';
import { dataFolder } from './data-folder.ts';

const separators: Readonly<Record<string, ',' | ';' | '\t'>> = { comma: ',', semicolon: ';', tab: '\t' };
const counted = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}`;

/** Brings answers in that were given elsewhere: by telephone, on paper, in another system. */
export const importResponsesCommand: Command = {
  usage: 'liaise import responses --survey KEY [--dry-run] [--tenant REF] [--rejected FILE] FILE',
  options: [
    "--survey KEY     the survey: its id, or its definition's",
    '--separator S    comma, semicolon or tab (comma)',
    '--encoding NAME  such as utf-8 or gb18030 (utf-8)',
    '--dry-run        say what would be done, and write nothing but the list of rejected rows',
    `--tenant REF     the tenant (${demo.tenant} unless said)`,
    '--rejected FILE  where rejected rows are listed (FILE.rejected.csv)',
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values, positionals } = readOptions(args, {
      survey: { type: 'string' },
      separator: { type: 'string', default: 'comma' },
      encoding: { type: 'string', default: 'utf-8' },
      'dry-run': { type: 'boolean', default: false },
      tenant: { type: 'string', default: demo.tenant },
      rejected: { type: 'string' },
      data: { type: 'string' },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError('Name one file of answers to import.');
    if (values.survey === undefined) throw new UsageError('Say which survey they answer: --survey KEY.');
    const separator = separators[values.separator];
    if (separator === undefined) throw new UsageError(`Expected --separator ${Object.keys(separators).join(', ')}.`);
    const ref = tenantRef(values.tenant);
    const { location } = dataFolder(context, values.data);
    const store = await openStore('folder' in location ? { ...location, share: true } : location);
    try {
      const tenant = await store.tenant(ref);
      if (!tenant) throw new Error(`There is no tenant ${ref}: make it with liaise serve --empty --tenant ${ref}.`);
      const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, 'import');
      const { read, created, unchanged, rejected, dryRun, rejectedFile } = await importResponses(store, actor, {
        file,
        survey: values.survey,
        separator,
        encoding: values.encoding,
        dryRun: values['dry-run'],
        ...(values.rejected === undefined ? {} : { rejectedFile: values.rejected }),
      });
      const made = dryRun ? 'would be created' : 'created';
      context.out(
        `${counted(read, 'rows read')}: ${counted(created, made)}, ${counted(unchanged, 'there already')}, ${counted(rejected, 'rejected')}.`,
      );
      if (rejectedFile !== null)
        context.out(`Each rejected row stands with its line, column and reason in ${rejectedFile}.`);
    } finally {
      await store.close();
    }
    return 0;
  },
};
