import type { Rep } from '../records/rep.ts';
import { addDays, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import { samplePersonName } from './words/names.ts';
import type { SampleLanguage } from './words/wording.ts';

const capacities = { junior: 28, intermediate: 32, senior: 36, principal: 40 } as const;

/** A sample rep. `today` decides which certificates are near their end. */
export function sampleRep(random: Random, given: Partial<Rep> & { today?: string } = {}): Rep {
  const { today = sampleToday, ...fields } = given;
  const language: SampleLanguage = fields.language === 'zh-CN' ? 'zh-CN' : 'en';
  const words = wordingIn[language];
  const [name, latin] = samplePersonName(random, language);
  const grade = fields.grade ?? random.pick(['junior', 'intermediate', 'senior', 'principal'] as const);
  return {
    ...envelope(random, fields),
    name,
    teamId: sampleId(random),
    grade,
    active: true,
    email: `${latin}@liaise.example`,
    title: language === 'en' ? 'Relationship manager' : '客户经理',
    language,
    timeZone: language === 'en' ? 'Europe/Berlin' : 'Asia/Shanghai',
    skills: random.some(['machines', 'water', 'contracts', 'training', 'furniture', 'tenders'], 3),
    industries: random.some(words.industries, 3).map((industry) => industry.name),
    certifications: [
      {
        name: 'product-basics',
        tier: 1,
        issuedOn: addDays(today, -random.integer(300, 700)),
      },
      {
        name: 'key-account',
        tier: { junior: 1, intermediate: 1, senior: 2, principal: 3 }[grade],
        issuedOn: addDays(today, -random.integer(100, 340)),
        expiresOn: addDays(today, random.integer(10, 400)),
      },
    ],
    capacity: capacities[grade],
    ...fields,
  };
}
