import { UsageError, type Command, type Context, type Listed } from './command.ts';

type Commands = Readonly<Record<string, Listed>>;

/** The list of commands. */
function listOf(commands: Commands): string {
  const width = Math.max(...Object.keys(commands).map((one) => one.length));
  return [
    'Usage: liaise COMMAND [options]',
    '',
    ...Object.entries(commands).map(([one, { summary }]) => `  ${one.padEnd(width)}   ${summary}`),
    '',
    'liaise COMMAND --help says more.',
  ].join('\n');
}

/** One command with its options. */
const helpOf = ({ usage, options }: Command): string =>
  [`Usage: ${usage}`, '', ...options.map((line) => `  ${line}`)].join('\n');

/** Runs a command line. @returns the exit code: 0 done, 1 failed, 2 not understood */
export async function runCommand(args: readonly string[], commands: Commands, context: Context): Promise<number> {
  const [first, ...others] = args;
  const asksHelp = first === 'help' || args.includes('--help') || args.includes('-h');
  const [name, ...rest] = first === 'help' ? others : args;
  if (name === undefined || name.startsWith('-')) {
    context.out(listOf(commands));
    return asksHelp ? 0 : 2;
  }
  const listed = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!listed) {
    context.err(`liaise has no command "${name}".\n\n${listOf(commands)}`);
    return 2;
  }
  const command = await listed.load();
  if (asksHelp) {
    context.out(helpOf(command));
    return 0;
  }
  try {
    return await command.run(rest, context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.err(`${error.message}\n\n${helpOf(command)}`);
      return 2;
    }
    const trace = context.env['LIAISE_TRACE'] === '1' && error instanceof Error ? error.stack : undefined;
    context.err(trace ?? (error instanceof Error ? error.message : String(error)));
    return 1;
  }
}
