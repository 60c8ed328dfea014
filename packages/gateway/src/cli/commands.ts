import type { Listed } from './command.ts';

/** Every command of `liaise`. */
export const commands: Readonly<Record<string, Listed>> = {
  serve: { summary: 'start the gateway', load: async () => (await import('./serve.ts')).serve },
  token: { summary: 'print a token that holds for an hour', load: async () => (await import('./token.ts')).token },
  import: {
    summary: 'bring records in from delimited text',
    load: async () => (await import('./import.ts')).importCommand,
  },
  export: {
    summary: "write a tenant's records out",
    load: async () => (await import('./export.ts')).exportCommand,
  },
  migrate: {
    summary: "bring the database's schema up to date",
    load: async () => (await import('./migrate.ts')).migrate,
  },
  jobs: {
    summary: 'say how jobs stand, or run one at once',
    load: async () => (await import('./jobs.ts')).jobsCommand,
  },
  bounce: {
    summary: 'note a mail that came back',
    load: async () => (await import('./bounce.ts')).bounceCommand,
  },
  doctor: { summary: 'say what is well and what is not', load: async () => (await import('../doctor.ts')).doctor },
};
