import type { CheckIn } from '../../records/check-in.ts';
import type { SampleLanguage } from '../words/wording.ts';

interface JudgementWords {
  /** What goes with a check-in of each confidence. */
  checkIns: Readonly<Record<CheckIn['confidence'], readonly string[]>>;
  /** A superior's review, and what the rep answers. */
  reviews: readonly (readonly [text: string, acknowledgement: string])[];
  /** A self-review. */
  selves: readonly string[];
  recognitions: readonly (readonly [kpi: string | undefined, text: string])[];
}

/** What people write about goals and about one another, by language. */
export const judgementWords: Readonly<Record<SampleLanguage, JudgementWords>> = {
  en: {
    checkIns: {
      'on-track': ['Going as planned; the next step is agreed.', 'Ahead of where I wanted to be by now.'],
      'at-risk': [
        'Two customers put me off to next month; I have called both.',
        'Behind by a week, can still be caught up.',
      ],
      'off-track': ['Not to be reached without help: the largest customer has stopped its orders.'],
    },
    reviews: [
      [
        'Customers speak well of you, and your notes help whoever stands in. Plan fewer visits on one day.',
        'Agreed. I will spread the visits over the week.',
      ],
      [
        'Strong with new customers. Answer complaints within the day, also when the solution takes longer.',
        'Fair. Two of the complaints were not mine, see my appeal.',
      ],
      [
        'A steady quarter. Take the lead on one account of the top tier next.',
        'I would like to take the one in Boston.',
      ],
    ],
    selves: [
      'I kept my visits, and two customers came back. Follow-ups are still late at times.',
      'A good start in the new territory. I need help with larger offers.',
      'Pleased with retention, less with the answers to the survey.',
    ],
    recognitions: [
      ['nps', 'Three customers named Thomas in the survey. That is what it is about.'],
      ['new-customers', 'Grace won the customer that we had been after for two years.'],
      [undefined, 'Daniel stood in for two of us in one week, and nobody noticed.'],
      ['task-completion-rate', 'Not one late follow-up this month. Thank you, Thomas.'],
    ],
  },
  'zh-CN': {
    checkIns: {
      'on-track': ['按计划推进，下一步已约定。', '进度比预期快。'],
      'at-risk': ['两位客户推迟到下月，均已电话沟通。', '落后约一周，仍可赶上。'],
      'off-track': ['没有支援难以完成：最大的客户已暂停订货。'],
    },
    reviews: [
      ['客户评价好，记录详细，便于同事接手。建议一天内少排几个拜访。', '同意，以后会把拜访分散到一周。'],
      ['开发新客户表现突出。投诉请当天先回应，即使解决需要更久。', '收到，会改进响应速度。'],
      ['本季稳健。下一步请主导一家重点客户。', '愿意承担，已在准备方案。'],
    ],
    selves: [
      '拜访按计划完成，两位老客户重新采购；跟进有时仍不够及时。',
      '新区域开局不错，大额报价需要支持。',
      '客户留存较满意，调查得分还需努力。',
    ],
    recognitions: [
      ['retention-rate', '晓彤把快要流失的老客户留住了，谢谢！'],
      ['csat', '明轩负责的客户这个月全部满意。'],
      [undefined, '雨晴连续两周帮大家整理客户资料，辛苦了。'],
      ['visits-done', '明轩本月拜访次数团队第一。'],
    ],
  },
};
