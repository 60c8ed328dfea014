import { localize, pipe, type LocalizedText, type Question, type SurveyDefinition } from '@liaise/core/survey';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import type { Distribution } from '@liaise/core/records/distribution';
import type { Invitation, SurveyRecord } from '@liaise/core/records/survey';
import type { Buttons, Letter } from './letter.ts';
import { scoreLink } from './links.ts';
import type { Recipient } from './reach.ts';
import { fill, mailWords, own, tagOr } from './words.ts';

/** What a company shows of itself, with what holds where it set nothing. */
export interface Shown {
  readonly name: string;
  readonly accent: string;
  readonly privacy: LocalizedText | undefined;
  readonly address: string | undefined;
  readonly timeZone: string;
}

/** @param tenantName what the company is called where its settings do not say */
export const shownBy = ({ brand, timeZone }: CompanySettings, tenantName: string): Shown => ({
  name: brand?.name ?? tenantName,
  accent: brand?.accent ?? '#0a58ca',
  privacy: brand?.privacy,
  address: brand?.address,
  timeZone,
});

const scaleOf = (question: Question): number[] => {
  if (question.type === 'nps') return Array.from({ length: 11 }, (_, at) => at);
  if (question.type === 'csat' || question.type === 'ces')
    return Array.from({ length: question.scale ?? (question.type === 'csat' ? 5 : 7) }, (_, at) => at + 1);
  return [];
};

/** The buttons of a survey's first question, where that is a scale, is asked of everybody and may be answered by a link (`prefill`). */
function scoreButtons(
  definition: SurveyDefinition,
  say: (text: LocalizedText | undefined) => string,
  url: string,
): Buttons | undefined {
  const [first] = definition.questions;
  if (first === undefined || first.showIf !== undefined || !first.prefill) return undefined;
  const name = first.prefill === true ? first.id : first.prefill;
  const scale = scaleOf(first);
  if (scale.length === 0) return undefined;
  const ends = 'lowLabel' in first || 'highLabel' in first ? first : undefined;
  return {
    question: say(first.title),
    ends: [
      say(ends && 'lowLabel' in ends ? ends.lowLabel : undefined),
      say(ends && 'highLabel' in ends ? ends.highLabel : undefined),
    ],
    items: scale.map((value) => ({ label: String(value), href: scoreLink(url, name, value) })),
  };
}

/** The language that an invitation is written in: the person's, else the survey's. */
export const languageOf = (recipient: Pick<Recipient, 'language'>, definition: SurveyDefinition): string =>
  tagOr(recipient.language ?? definition.language);

/** What an invitation, or a reminder of it, says. */
export function invitationLetter({
  survey,
  definition,
  invitation,
  distribution,
  recipient,
  brand,
  url,
  unsubscribe,
  isReminder,
}: {
  survey: SurveyRecord;
  definition: SurveyDefinition;
  invitation: Invitation;
  distribution: Distribution | null;
  recipient: Recipient;
  brand: Shown;
  url: string;
  unsubscribe: string;
  isReminder: boolean;
}): { letter: Letter; short: string } {
  const language = languageOf(recipient, definition);
  const words = mailWords(language);
  const values = { brand: brand.name, name: recipient.name, survey: survey.name };
  const say = (text: LocalizedText | undefined): string =>
    pipe(localize(text, language, definition.language).text, {
      answers: {},
      definition,
      languages: [language],
      fields: invitation.fields ?? {},
    });
  const subject = fill(own(distribution?.subject, language) ?? words.subject, values);
  const text = fill(own(distribution?.text, language) ?? words.text, values);
  const privacy = say(definition.privacy) || (own(brand.privacy, language) ?? fill(words.privacy, values));
  const scores = scoreButtons(definition, say, url);
  const until = invitation.expiresAt;
  const day =
    until &&
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: brand.timeZone }).format(Date.parse(until));
  return {
    letter: {
      language,
      subject,
      brand,
      paragraphs: [fill(words.greeting, values), ...(isReminder ? [words.reminder] : []), text],
      ...(scores ? { scores } : {}),
      action: { label: words.answer, href: url },
      footer: [
        ...(day ? [fill(words.expires, { day })] : []),
        privacy,
        ...(brand.address === undefined ? [] : [brand.address]),
        { label: words.unsubscribe, href: unsubscribe },
      ],
    },
    short: `${brand.name}: ${text} ${url}`,
  };
}

/** What the owner of a case is told when a low score opens it. */
export function alertLetter({
  brand,
  language: wanted,
  customer,
  survey,
  score,
  scale,
  comment,
  dueAt,
}: {
  brand: Shown;
  language: string | undefined;
  customer: string;
  survey: string;
  score: number;
  scale: number;
  comment: string | undefined;
  dueAt: string | undefined;
}): { letter: Letter; short: string } {
  const language = tagOr(wanted);
  const words = mailWords(language);
  const values = { customer, survey, score: String(score), scale: String(scale) };
  const due =
    dueAt &&
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: brand.timeZone }).format(
      Date.parse(dueAt),
    );
  const subject = fill(words.alertSubject, values);
  const last = due ? [fill(words.alertDue, { due })] : [];
  return {
    letter: {
      language,
      subject,
      brand,
      paragraphs: [
        fill(words.alertText, values),
        ...(comment === undefined ? [] : [fill(words.alertComment, { comment })]),
        ...last,
      ],
      footer: [brand.name],
    },
    short: [`${subject}.`, ...last].join(' '),
  };
}
