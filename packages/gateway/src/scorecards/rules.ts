import type { Leaderboard } from '@liaise/core/api/scorecards';
import type { KpiDefinition } from '@liaise/core/kpi';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';

type Words = Leaderboard['rule'];

const places: Words = {
  en: 'Equal values share a place and the next one is skipped; who has no value is not ranked. Ranked are the active reps; whoever leads them takes part only while holding customers too.',
  'zh-CN':
    '数值相同者并列，其后名次顺延；没有数值者不参与排名。参与排名的是在岗客户经理；团队负责人仅在自己也负责客户时参与。',
};

const order: Readonly<Record<KpiDefinition['direction'], Words>> = {
  higher: { en: 'The greatest value comes first.', 'zh-CN': '数值最大者排名第一。' },
  lower: { en: 'The smallest value comes first.', 'zh-CN': '数值最小者排名第一。' },
  neutral: {
    en: 'Neither way is better: the greatest value comes first, by size alone.',
    'zh-CN': '数值高低无优劣之分，仅按大小排列，最大者在前。',
  },
};

const oneCurrency: Words = {
  en: 'Amounts in another currency than most are not ranked.',
  'zh-CN': '币种与多数人不同的金额不参与排名。',
};

const join = (parts: readonly Words[]): Words => ({
  en: parts.map(({ en }) => en).join(' '),
  'zh-CN': parts.map((part) => part['zh-CN']).join(''),
});

/** The rule of a board by one KPI, in words: what is counted, which way is better, how ties are dealt with, who is ranked. */
export const kpiRule = ({ formula, direction, unit }: KpiDefinition): Words =>
  join([
    { en: formula.en, 'zh-CN': formula['zh-CN'] },
    order[direction],
    ...(unit === 'money' ? [oneCurrency] : []),
    places,
  ]);

const percent = (share: number): string => `${String(Number((share * 100).toFixed(1)))}%`;

/** The name of a model in a language; its key where it has none. */
function nameIn({ name, model }: ScorecardModelRecord, language: 'en' | 'zh-CN'): string {
  if (name === undefined) return model;
  return typeof name === 'string' ? name : (name[language] ?? name['en'] ?? Object.values(name)[0] ?? model);
}

/** What a board by a model is called. */
export const modelTitle = (edition: ScorecardModelRecord): Words => ({
  en: nameIn(edition, 'en'),
  'zh-CN': nameIn(edition, 'zh-CN'),
});

/** The rule of a board by the score of a model: its KPIs with their shares, and the rest as for a KPI. */
export function modelRule(edition: ScorecardModelRecord, find: (kpi: string) => KpiDefinition | undefined): Words {
  const total = edition.weights.reduce((sum, { weight }) => sum + weight, 0);
  const shares = (language: 'en' | 'zh-CN'): string[] =>
    edition.weights.map(({ kpi, weight }) => `${find(kpi)?.name[language] ?? kpi} ${percent(weight / total)}`);
  const coverage = edition.minimumCoverage ?? 0;
  const title = modelTitle(edition);
  const number = String(edition.edition);
  return join([
    {
      en: `The score of ${title.en}, edition ${number}, in force from ${edition.from}: the weighted mean of how far each target is reached, over the KPIs that have a target and data: ${shares('en').join(', ')}.`,
      'zh-CN': `按“${title['zh-CN']}”第 ${number} 版（自 ${edition.from} 起生效）计分：对有目标且有数据的指标，按权重取目标达成度的平均：${shares('zh-CN').join('、')}。`,
    },
    ...(coverage > 0
      ? [
          {
            en: `A score needs data for ${percent(coverage)} of the weight.`,
            'zh-CN': `有数据的指标权重须达到 ${percent(coverage)} 才有得分。`,
          },
        ]
      : []),
    order.higher,
    places,
  ]);
}
