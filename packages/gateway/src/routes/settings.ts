import type { changeSettings, readSettings } from '@liaise/core/api/settings';
import { type CompanySettings, companySettings } from '@liaise/core/records/company-settings';
import { checkVersion, expectedVersions } from '../http/etag.ts';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import { knowsTimeZone, readCompanySettings, replaceCompanySettings } from '../settings/settings.ts';
import type { Call, WorkHandler } from './call.ts';
import { fieldsOf } from './common.ts';
import { mergePatch } from './merge.ts';

/** `GET /v1/settings` */
export const readSettingsHandler: WorkHandler<typeof readSettings> = {
  run: ({ work }) => readCompanySettings(work),
};

/** @throws {Refusal} for what a schema cannot tell */
async function check({ work }: Call, { timeZone, pyramidShares }: CompanySettings): Promise<void> {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    if (!(await knowsTimeZone(work, timeZone))) throw new RangeError('The database does not know it.');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw bodyRefusal(
      'timeZone',
      'unknown-time-zone',
      'There is no such time zone: give a name of the IANA database, such as Asia/Shanghai.',
    );
  }
  const sum = pyramidShares?.reduce((so, share) => so + share, 0) ?? 1;
  if (Math.abs(sum - 1) > 1e-9)
    throw bodyRefusal('pyramidShares', 'wrong-sum', 'The four shares, from the highest level down, add up to 1.');
}

/** `PATCH /v1/settings` */
export const changeSettingsHandler: WorkHandler<typeof changeSettings> = {
  async run(call, { body }) {
    const expected = expectedVersions(call.ifMatch);
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = await readCompanySettings(call.work);
      checkVersion(expected, before.version);
      const merged = fieldsOf(mergePatch(before, body));
      const after: CompanySettings = companySettings.parse({
        ...merged,
        timeZone: merged['timeZone'] ?? 'UTC',
        fiscalStartMonth: merged['fiscalStartMonth'] ?? 1,
        version: before.version + 1,
        updatedAt: call.now,
      });
      await check(call, after);
      if (await replaceCompanySettings(call.work, after)) return after;
      if (expected) throw new Refusal('version-mismatch', { detail: 'Read the settings again and repeat the change.' });
    }
    throw new Refusal('conflict', { detail: 'Others are changing the settings at the same moment: try again.' });
  },
};
