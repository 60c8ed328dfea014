import type { Approval } from '../records/approval.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import type { SampleLanguage } from './words/wording.ts';

const asks: Record<SampleLanguage, readonly (readonly [Approval['kind'], string])[]> = {
  en: [
    ['expense', 'Dinner with the purchasing team'],
    ['gift', 'A hamper for the tenth anniversary'],
    ['discount', 'Five percent on a yearly contract'],
    ['hand-over', 'Hand over before parental leave'],
  ],
  'zh-CN': [
    ['expense', '与采购团队共进晚餐'],
    ['gift', '十周年纪念礼篮'],
    ['discount', '年度合同优惠百分之五'],
    ['hand-over', '休假前移交客户'],
  ],
};

/** A sample proposal that waits for somebody's decision. */
export function sampleApproval(
  random: Random,
  given: Partial<Approval> & { language?: SampleLanguage } = {},
): Approval {
  const { language = 'en', ...fields } = given;
  const [kind, title] = random.pick(asks[language]);
  return {
    ...envelope(random, fields),
    kind,
    title,
    status: 'asked',
    amount: { minor: random.integer(20, 400) * 100, currency: language === 'en' ? 'EUR' : 'CNY' },
    customerId: sampleId(random),
    requesterId: sampleId(random),
    ...fields,
  };
}
