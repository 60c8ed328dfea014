import { it } from 'vitest';
import { Story } from './story.ts';
it('debug', async () => {
    for (const status of [500,502,503,504]) {
      for (const committed of [false, true]) {
        const story = new Story(`F19 ${String(status)} ${String(committed)}`);
        const tab = story.open();
        let left = 8; let count=0;
        
        story.site.line.fault = ({ method, path }) => { count++;  return method !== 'GET' && (left -= 1) >= 0 ? { status, committed } as never : undefined; };
        await story.save(tab, story.write('one'), story.write('two', 2));
        for (let m=0;m<3;m++) { await story.pass(300_000); console.log(status, committed, count, story.arrived.join(), JSON.stringify(await story.status(tab)), JSON.stringify((await story.list(tab)).map(x=>[x.attempts,x.state,x.lastError?.code]))); }
      }
    }
});
