const set = (keys: string): ReadonlySet<string> => new Set(keys.trim().split(/\s+/));

const LOOKS = 'How it looks is for the element and its theme.';
const NOTHING_COMPUTED = 'Logic here decides what is asked and where to go, and computes nothing.';
const PREFILLED = 'An answer can be proposed by a link, not by the definition.';

const because = (why: string, keys: string): Record<string, string> =>
  Object.fromEntries([...set(keys)].map((key) => [key, why]));

/** Why keys of SurveyJS have no place, where more can be said than that. */
export const reasons: Readonly<Record<string, string>> = {
  ...because(
    LOOKS,
    `startWithNewLine indent innerIndent width minWidth maxWidth colCount titleLocation descriptionLocation questionTitleLocation
    size cols rows autoGrow showNumber renderAs renderMode state displayMode logo logoPosition logoWidth logoHeight logoFit showTitle
    showQuestionNumbers showProgressBar progressBarType progressBarLocation questionsOnPageMode widthMode fitToContainer headerView
    questionErrorLocation backgroundImage backgroundOpacity showPrevButton showCompletedPage completeText pageNextText pagePrevText
    startSurveyText labelTrue swapOrder imageHeight imageWidth imageFit showLabel allowClear rateColorMode scaleColorMode itemSize
    alternateRows columnMinWidth rowTitleWidth verticalAlign hideNumber colSpan css navigationTitle showTOC tocLocation itemTitleWidth
    searchEnabled showPreviewBeforeComplete requiredText requiredMark questionTitlePattern questionDescriptionLocation allowImagesPreview`,
  ),
  ...because(
    NOTHING_COMPUTED,
    'setValueExpression setValueIf defaultValueExpression resetValueIf minValueExpression maxValueExpression',
  ),
  ...because(PREFILLED, 'defaultValue defaultDisplayValue'),
  enableIf: 'A question is shown or not: there is none that is shown and cannot be answered.',
  readOnly: 'A question is shown or not: there is none that is shown and cannot be answered.',
  correctAnswer: 'A survey is no quiz: no answer is right or wrong.',
  choicesByUrl: 'A definition holds its options itself and loads nothing.',
  choicesFromQuestion: 'A definition holds its options itself and takes none from another question.',
  choicesVisibleIf: 'Every option is offered to everybody.',
  choicesEnableIf: 'Every option is offered to everybody.',
  rowsVisibleIf: 'Every row is shown to everybody.',
  columnsVisibleIf: 'Every column is shown to everybody.',
  choicesOrder: 'Options stand in the order of the definition, or in random order.',
  showSelectAllItem: 'Options are chosen one by one.',
  hasSelectAll: 'Options are chosen one by one.',
  navigateToUrl: 'What happens after the end is for the page that holds the survey: it is told by an event.',
  navigateToUrlOnCondition: 'What happens after the end is for the page that holds the survey: it is told by an event.',
  completedHtmlOnCondition: 'There is one text after the end, the same for everybody.',
  completedBeforeHtml: 'A link that was used shows the answer given.',
  loadingHtml: 'What is said while a survey loads comes with the element.',
  timeLimit: 'A survey has no clock.',
  maxTimeToFinish: 'A survey has no clock.',
  maxTimeToFinishPage: 'A survey has no clock.',
  cookieName: 'Whether somebody has answered is known to the gateway.',
  maskType: 'What is typed is kept as it is typed.',
  maskSettings: 'What is typed is kept as it is typed.',
  cellType: 'A matrix has one choice in each row.',
  isUnique: 'Answers of one person are not compared with those of others.',
  keyName: 'Answers of one person are not compared with those of others.',
  requiredErrorText: 'What is said of a wrong answer comes with the element.',
  otherErrorText: 'What is said of a wrong answer comes with the element.',
  minErrorText: 'What is said of a wrong answer comes with the element.',
  maxErrorText: 'What is said of a wrong answer comes with the element.',
};

/** Keys of the survey itself that are read, or that say nothing about the questionnaire. */
export const surveyKeys = set(
  `title description locale pages elements questions completedHtml calculatedValues triggers questionsOrder questionOrder
  $schema surveyId surveyPostId`,
);

/** Keys of pages and panels. */
export const containerKeys = set(
  'type name title description elements questions visible visibleIf questionOrder questionsOrder requiredIf isRequired',
);

/** Keys of questions, of any type: a key that a type does not know says nothing there. */
export const questionKeys = set(
  `type name valueName title description isRequired requiredIf visible visibleIf showCommentArea hasComment commentText
  commentPlaceholder inputType min max step maxLength placeholder placeHolder validators choices choicesMin choicesMax choicesStep
  showOtherItem hasOther otherText showNoneItem hasNone noneText showRefuseItem refuseText showDontKnowItem dontKnowText
  minSelectedChoices maxSelectedChoices rateMin rateMax rateStep rateCount rateValues rateType rateDisplayMode minRateDescription
  maxRateDescription autoGenerate displayRateDescriptionsAsExtremeItems labelTrue labelFalse valueTrue valueFalse columns rows
  isAllRowRequired eachRowRequired rowOrder rowsOrder items html acceptedTypes allowMultiple maxSize maxFiles storeDataAsText
  multiSelect waitForUpload contentMode selectToRankEnabled`,
);
