#!/usr/bin/env node
import { migrate } from './cli/migrate.ts';
import { runCommand } from './cli/run.ts';
import { serve } from './cli/serve.ts';
import { token } from './cli/token.ts';

process.exitCode = await runCommand(
  process.argv.slice(2),
  { serve, token, migrate },
  {
    env: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  },
);
