import { engines, provideBrowsers, titles } from './browsers.mjs';
import { asProgram, ensureInstalled } from './install.mjs';

/**
 * Says where each engine's browser is. `--install` installs what is missing; without it, says how that would be done.
 * @returns {Promise<number>} 1 when one is missing
 */
async function main() {
  await ensureInstalled();
  const dryRun = !process.argv.includes('--install');
  const answers = await provideBrowsers(engines, { dryRun });
  for (const answer of answers) {
    console.log(
      `${titles[answer.engine]}: ${'missing' in answer ? answer.missing : `${answer.executable} (${answer.source})`}`,
    );
  }
  return answers.some((answer) => 'missing' in answer) ? 1 : 0;
}

await asProgram(main);
