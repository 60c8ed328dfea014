const set = (keys: string): ReadonlySet<string> => new Set(keys.trim().split(/\s+/));
const because = (why: string, keys: string): Record<string, string> =>
  Object.fromEntries([...set(keys)].map((key) => [key, why]));

const LOOKS = 'How it looks is for the element and its theme.';
const MEDIA = 'A survey holds no pictures and no films.';
const WORDS = 'The words on buttons come with the element, in the person’s language.';
const WHO = 'Who is asked, when and how often is said where the survey is shown or sent, not in the definition.';

/** Why keys of Formbricks have no place, where more can be said than that. */
export const reasons: Readonly<Record<string, string>> = {
  ...because(
    LOOKS,
    `styling projectOverwrites productOverwrites isColorCodingEnabled displayType layout format addressLine2 timeToFinish
    showResponseCount showLanguageSwitch isBackButtonHidden isAutoProgressingEnabled hideProgressBar`,
  ),
  ...because(MEDIA, 'imageUrl videoUrl fileUrl background'),
  ...because(WORDS, 'buttonLabel backButtonLabel dismissButtonLabel ctaButtonLabel otherOptionPlaceholder'),
  ...because(
    WHO,
    `triggers inlineTriggers segment displayOption recontactDays displayLimit displayPercentage delay autoClose autoComplete
    runOnDate closeOnDate singleUse pin isVerifyEmailEnabled isSingleResponsePerEmailEnabled recaptcha resultShareKey
    surveyClosedMessage isCaptureIpEnabled`,
  ),
  buttonUrl: 'A statement is read and passed, and leads to no other page.',
  buttonExternal: 'A statement is read and passed, and leads to no other page.',
  buttonLink: 'What happens after the end is for the page that holds the survey: it is told by an event.',
  url: 'What happens after the end is for the page that holds the survey: it is told by an event.',
  followUps: 'Mails that follow an answer are schedules and cases, not part of the definition.',
  metadata: 'What a link shows as a preview is not part of the definition.',
};

/** Keys of the survey that are read, or that are about the record and not about what is asked. */
export const surveyKeys = set(
  `id createdAt updatedAt createdBy creator name type status environmentId workspaceId projectId productId language questions
  blocks endings thankYouCard welcomeCard hiddenFields variables languages slug publishOn`,
);

export const cardKeys = set('id type enabled headline subheader html label show');
export const blockKeys = set('id name elements logic logicFallback');

/** Keys of questions, of any type: a key that a type does not know says nothing there. */
export const questionKeys = set(
  `id type headline subheader html required scale range isDraft logic logicFallback placeholder longAnswer inputType
  insightsEnabled charLimit label choices shuffleOption lowerLabel upperLabel rows columns firstName lastName email phone company
  addressLine1 addressLine2 city state zip country allowMultipleFiles maxSizeInMB allowedFileExtensions validation validationRules
  allowMulti calUserName calHost format`,
);
