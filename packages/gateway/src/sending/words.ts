import { localize, type LocalizedText } from '@liaise/core/survey';

/** What mails say beside a company's and a survey's own words. */
export interface MailWords {
  subject: string;
  greeting: string;
  text: string;
  reminder: string;
  answer: string;
  privacy: string;
  unsubscribe: string;
  expires: string;
  alertSubject: string;
  alertText: string;
  alertComment: string;
  alertDue: string;
  unsubscribeTitle: string;
  unsubscribeText: string;
  unsubscribed: string;
  unsubscribedText: string;
}

const english: MailWords = {
  subject: 'How was it? {brand} would like to know',
  greeting: 'Dear {name},',
  text: 'Your opinion helps us to do better. It takes a minute.',
  reminder: 'We asked you a few days ago and would still be glad of your answer.',
  answer: 'Give an answer',
  privacy: 'Your answer goes to {brand} and to nobody else.',
  unsubscribe: 'Do not ask me again',
  expires: 'The link works until {day}.',
  alertSubject: '{customer} gave {score} of {scale}',
  alertText: '{customer} answered “{survey}” with {score} of {scale}. A case was opened, and it is yours.',
  alertComment: 'They wrote: {comment}',
  alertDue: 'Please get in touch by {due}.',
  unsubscribeTitle: 'Shall we not ask you again?',
  unsubscribeText: 'You will get no more surveys from us.',
  unsubscribed: 'We will not ask you again',
  unsubscribedText: 'It is noted. Thank you for the answers so far.',
};

const chinese: MailWords = {
  subject: '{brand}想听听您的意见',
  greeting: '{name}，您好：',
  text: '您的意见能帮助我们做得更好，只需一分钟。',
  reminder: '前几天我们曾请您评价，仍期待您的回答。',
  answer: '填写评价',
  privacy: '您的回答只会交给{brand}，不会提供给他人。',
  unsubscribe: '不再询问我',
  expires: '链接有效期至{day}。',
  alertSubject: '{customer}打了{score}分（满分{scale}）',
  alertText: '{customer}对“{survey}”的评分是{score}分（满分{scale}）。已开立工单，由您负责。',
  alertComment: '客户留言：{comment}',
  alertDue: '请在{due}之前联系客户。',
  unsubscribeTitle: '以后不再询问您？',
  unsubscribeText: '您将不再收到我们的问卷。',
  unsubscribed: '我们不会再询问您',
  unsubscribedText: '已记录。感谢您以往的回答。',
};

/** The words in a language, or in English. */
export const mailWords = (language: string): MailWords =>
  new Intl.Locale(tagOr(language)).language === 'zh' ? chinese : english;

/** A language tag that there is, or `en`. */
export function tagOr(language: string | undefined): string {
  try {
    return new Intl.Locale(language ?? 'en').toString();
  } catch {
    return 'en';
  }
}

/** Puts values where a text names them in braces. What a value says is not looked at again. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole));

/** A company's own text in a language, or undefined where it has none. */
export function own(text: LocalizedText | undefined, language: string): string | undefined {
  const found = localize(text, language, 'en').text;
  return found.trim() === '' ? undefined : found;
}
