#!/usr/bin/env node
import { commands } from './cli/commands.ts';
import { runCommand } from './cli/run.ts';

process.exitCode = await runCommand(process.argv.slice(2), commands, {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
});
