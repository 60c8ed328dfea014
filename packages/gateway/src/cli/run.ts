import { RefusedToStart } from '../store/errors.ts';
import { CannotListen } from '../serve.ts';
import { UsageError, type Command, type Context } from './command.ts';

/** The list of commands, or one command with its options. */
function help(commands: Readonly<Record<string, Command>>, name?: string): string {
  const command = name === undefined ? undefined : commands[name];
  if (command) return [`Usage: ${command.usage}`, '', ...command.options.map((line) => `  ${line}`)].join('\n');
  const width = Math.max(...Object.keys(commands).map((one) => one.length));
  return [
    'Usage: liaise COMMAND [options]',
    '',
    ...Object.entries(commands).map(([one, { summary }]) => `  ${one.padEnd(width)}   ${summary}`),
    '',
    'liaise COMMAND --help says more.',
  ].join('\n');
}

/** Runs a command line. @returns the exit code: 0 done, 1 failed, 2 not understood */
export async function runCommand(
  args: readonly string[],
  commands: Readonly<Record<string, Command>>,
  context: Context,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    context.out(help(commands, name === 'help' ? rest[0] : undefined));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    context.err(`liaise has no command "${name}".\n\n${help(commands)}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    context.out(help(commands, name));
    return 0;
  }
  try {
    return await command.run(rest, context);
  } catch (error) {
    if (error instanceof UsageError) {
      context.err(`${error.message}\n\n${help(commands, name)}`);
      return 2;
    }
    const expected =
      error instanceof RefusedToStart || error instanceof CannotListen || context.env['LIAISE_TRACE'] !== '1';
    context.err(
      expected && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error),
    );
    return 1;
  }
}
