/** What the survey page says beside the survey's own words. */
export interface PageWords {
  next: string;
  finish: string;
  skip: string;
  optional: string;
  required: string;
  yes: string;
  no: string;
  comment: string;
  thanks: string;
  thanksText: string;
  yourAnswer: string;
  closed: string;
  closedText: string;
  unusable: string;
  unusableText: string;
  other: string;
  invalid: string;
  notAnswered: string;
  moment: string;
  anonymous: string;
  change: string;
  withdraw: string;
  withdrawn: string;
  withdrawnText: string;
  withheld: string;
  outcome: string;
  atWork: string;
  solved: string;
  cut: string;
  receipt: string;
  receiptText: string;
  receiptUse: string;
  receiptUnknown: string;
  receiptUnknownText: string;
}

export const english: PageWords = {
  next: 'Next',
  finish: 'Send',
  skip: 'Skip',
  optional: 'optional',
  required: 'Please answer this question.',
  yes: 'Yes',
  no: 'No',
  comment: 'Would you like to add something?',
  thanks: 'Thank you',
  thanksText: 'Your answer has arrived. You may close this page; the same link shows your answer.',
  yourAnswer: 'Your answer',
  closed: 'This survey has ended',
  closedText: 'It takes no more answers. Thank you for your interest.',
  unusable: 'This link cannot be used',
  unusableText: 'It may have expired, or a part of it may be missing. Ask whoever sent it for a new one.',
  other: 'Other',
  invalid: 'This answer cannot be taken.',
  notAnswered: '–',
  moment: 'Please try again in a moment.',
  anonymous: 'Your answer is anonymous: once it is sent, nothing ties it to you.',
  change: 'Change',
  withdraw: 'Take my answer back',
  withdrawn: 'Your answer has been taken back',
  withdrawnText: 'It has been deleted. Thank you for your time.',
  withheld: 'given on another device, and shown only there',
  outcome: 'What was done about it',
  atWork: 'We are at work on it',
  solved: 'Done',
  cut: 'Your answer was anonymous: nothing ties it to this link any more, so it cannot be shown here.',
  receipt: 'Your receipt',
  receiptText:
    'Keep this receipt if you may want to read your answer again or take it back. It is shown this once, and nobody else has it.',
  receiptUse: 'Read or take back an answer by its receipt',
  receiptUnknown: 'There is no answer for this receipt',
  receiptUnknownText: 'A part of it may be missing, or the answer has been taken back already.',
};

export const chinese: PageWords = {
  next: '下一步',
  finish: '提交',
  skip: '跳过',
  optional: '选填',
  required: '请回答此问题。',
  yes: '是',
  no: '否',
  comment: '还有什么想补充的吗?',
  thanks: '感谢您',
  thanksText: '我们已收到您的回答。您可以关闭此页;再次打开同一链接可查看您的回答。',
  yourAnswer: '您的回答',
  closed: '本次调查已结束',
  closedText: '已停止接收回答。感谢您的关注。',
  unusable: '此链接无法使用',
  unusableText: '链接可能已过期或不完整。请联系发送者获取新的链接。',
  other: '其他',
  invalid: '无法接受此回答。',
  notAnswered: '–',
  moment: '请稍后再试。',
  anonymous: '您的回答是匿名的:提交后,任何记录都不会将其与您关联。',
  change: '修改',
  withdraw: '撤回我的回答',
  withdrawn: '您的回答已撤回',
  withdrawnText: '该回答已删除。感谢您抽出时间。',
  withheld: '在另一台设备上填写,仅在该设备上显示',
  outcome: '后续处理',
  atWork: '我们正在处理',
  solved: '已处理',
  cut: '您的回答是匿名的:它与此链接已无任何关联,因此无法在此显示。',
  receipt: '您的回执',
  receiptText: '如果您日后想再次查看或撤回回答,请保存此回执。它只显示这一次,其他任何人都没有。',
  receiptUse: '凭回执查看或撤回回答',
  receiptUnknown: '没有与此回执对应的回答',
  receiptUnknownText: '回执可能不完整,或该回答已被撤回。',
};

/** The languages that a browser asks for, best first. */
export function languagesOf(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((one) => {
      const [tag = '', ...parameters] = one.trim().split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => quality > 0 && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag))
    .sort((a, b) => b.quality - a.quality)
    .slice(0, 10)
    .map(({ tag }) => tag);
}

/** The page's words in the language shown. */
export const wordsFor = (language: string): PageWords => (/^zh\b/i.test(language) ? chinese : english);
