/** Surveys in the public formats of other tools, small but with what real ones use. */

export const surveyjs = {
  title: { default: 'After your visit', 'zh-cn': '拜访之后' },
  description: 'Three minutes.',
  logoPosition: 'right',
  completedHtml: '<h3>Thank you!</h3><p>Read <a href="https://example.org/privacy">our promise</a>.</p>',
  calculatedValues: [{ name: 'unhappy', expression: '{recommend} <= 6' }],
  triggers: [
    { type: 'complete', expression: '{recommend} = 10' },
    { type: 'skip', expression: "{channel} = 'phone'", gotoName: 'Contact' },
    { type: 'setvalue', expression: '{recommend} = 0', setToName: 'flag', setValue: true },
  ],
  pages: [
    {
      name: 'first',
      title: 'About us',
      elements: [
        {
          type: 'rating',
          name: 'recommend',
          title: { default: 'Would you recommend us, {customerName}?', 'zh-cn': '{customerName},您会推荐我们吗?' },
          rateMin: 0,
          rateMax: 10,
          isRequired: true,
          minRateDescription: 'Never',
          maxRateDescription: 'Surely',
        },
        { type: 'radiogroup', name: 'channel', choices: ['phone', { value: 2, text: 'Visit' }], colCount: 2 },
        {
          type: 'panel',
          name: 'details',
          visibleIf: '{unhappy} = true',
          elements: [
            {
              type: 'checkbox',
              name: 'Topics!',
              title: 'What was it about?',
              choices: ['price', { value: 2, text: { default: 'Speed', de: 'Tempo' } }],
              showOtherItem: true,
              showNoneItem: true,
              maxSelectedChoices: 2,
              choicesOrder: 'random',
            },
            {
              type: 'comment',
              name: 'why',
              title: 'Why {recommend}?',
              maxLength: 500,
              visibleIf: "{Topics!} contains 'price' or {Topics!} anyof [2, 'other']",
              requiredIf: '{recommend} < 3',
            },
          ],
        },
      ],
    },
    {
      name: 'second',
      elements: [
        { type: 'rating', name: 'stars', rateCount: 5, rateType: 'stars' },
        { type: 'rating', name: 'wide', rateMin: 0, rateMax: 100, rateStep: 25 },
        {
          type: 'matrix',
          name: 'grid',
          columns: [1, 2, 3],
          rows: [{ value: 'our staff', text: 'Our staff' }, 'shop'],
          eachRowRequired: true,
          visibleIf: '{wide} >= 50',
        },
        { type: 'boolean', name: 'again', visibleIf: '{grid.our staff} = 2 and {recommend} notempty' },
        { type: 'boolean', name: 'sure', labelTrue: 'Quite', labelFalse: 'Not yet', visibleIf: '!{again}' },
        { type: 'comment', name: 'doubt', visibleIf: '{sure} = false' },
        { type: 'ranking', name: 'order', choices: ['a', 'b'] },
        { type: 'imagepicker', name: 'shop', choices: [{ value: 'old', imageLink: 'https://example.org/1.png' }] },
        { type: 'file', name: 'papers', allowMultiple: true, acceptedTypes: 'image/*, .pdf', maxSize: 1000000 },
        { type: 'html', name: 'note', html: '<p>Almost <b>done</b>.</p>' },
        { type: 'multipletext', name: 'Contact', title: 'You', items: [{ name: 'mail', inputType: 'email' }] },
        { type: 'signaturepad', name: 'sign' },
        { type: 'text', name: 'End', inputType: 'date', min: '2024-01-01', visibleIf: '{later} = 1' },
        { type: 'text', name: 'later', inputType: 'number', min: 1, max: 9, visibleIf: 'age({End}) > 18' },
      ],
    },
  ],
};

const words = (text: string, de?: string) => ({ default: text, ...(de === undefined ? {} : { de }) });
const rule = (conditions: readonly unknown[], target: string, objective: string, connector = 'and') => ({
  id: 'rule',
  conditions: { id: 'group', connector, conditions },
  actions: [{ id: 'action', objective, target }],
});
const asks = (value: string, operator: string, right?: unknown, type = 'question') => ({
  id: 'condition',
  leftOperand: { type, value },
  operator,
  ...(right === undefined ? {} : { rightOperand: { type: 'static', value: right } }),
});

export const formbricksQuestions = {
  id: 'cm1surveyid',
  name: 'Churn, second try',
  type: 'link',
  status: 'inProgress',
  languages: [
    { language: { code: 'en' }, default: true, enabled: true },
    { language: { code: 'de' }, enabled: true },
  ],
  welcomeCard: { enabled: true, headline: words('Welcome'), html: words('<p class="fb">Two minutes.</p>') },
  hiddenFields: { enabled: true, fieldIds: ['plan', 'userName'] },
  variables: [{ id: 'var1', name: 'score', type: 'number', value: 0 }],
  displayPercentage: 50,
  questions: [
    {
      id: 'Recommend',
      type: 'nps',
      headline: words('Hello #recall:userName/fallback:dearnbspfriend#, recommend us?', 'Empfehlen Sie uns?'),
      required: true,
      lowerLabel: words('Never'),
      upperLabel: words('Surely'),
      buttonLabel: words('Next'),
      logic: [
        rule([asks('Recommend', 'isGreaterThanOrEqual', 9)], 'thanks', 'jumpToQuestion'),
        rule([asks('var1', 'isGreaterThan', 9, 'variable')], 'thanks', 'jumpToQuestion'),
        rule([asks('plan', 'equals', 'free', 'hiddenField')], 'rank', 'jumpToQuestion'),
      ],
    },
    {
      id: 'topic',
      type: 'multipleChoiceSingle',
      headline: words('About what?'),
      required: false,
      shuffleOption: 'all',
      choices: [
        { id: 'c1', label: words('Price', 'Preis') },
        { id: 'c2', label: words('Speed') },
        { id: 'other', label: words('Else') },
      ],
      logic: [
        rule(
          [asks('topic', 'equalsOneOf', ['c1', 'other']), asks('topic', 'isSkipped')],
          'rank',
          'jumpToQuestion',
          'or',
        ),
      ],
      logicFallback: 'many',
    },
    {
      id: 'many',
      type: 'multipleChoiceMulti',
      headline: words('Which?'),
      required: false,
      choices: [
        { id: 'm1', label: words('One') },
        { id: 'm2', label: words('Two') },
        { id: 'none', label: words('None') },
      ],
      logic: [rule([asks('many', 'includesAllOf', ['m1', 'm2'])], 'Recommend', 'jumpToQuestion')],
    },
    {
      id: 'rank',
      type: 'ranking',
      headline: words('Rank'),
      required: false,
      choices: [
        { id: 'r1', label: words('A') },
        { id: 'r2', label: words('B') },
      ],
    },
    {
      id: 'why',
      type: 'openText',
      headline: words('Why #recall:Recommend/fallback:#?'),
      required: false,
      inputType: 'text',
      longAnswer: true,
      charLimit: { enabled: true, min: 3, max: 900 },
    },
    { id: 'mail', type: 'openText', headline: words('Mail'), required: false, inputType: 'email' },
    { id: 'smile', type: 'rating', headline: words('Happy?'), required: true, scale: 'smiley', range: 5 },
    { id: 'ok', type: 'consent', headline: words('May we?'), label: words('Yes, you may'), required: true },
    { id: 'when', type: 'date', headline: words('When?'), required: false, format: 'y-M-d' },
    {
      id: 'grid',
      type: 'matrix',
      headline: words('Grid'),
      required: false,
      rows: [words('Staff')],
      columns: [words('Bad'), words('Good')],
    },
    {
      id: 'upload',
      type: 'fileUpload',
      headline: words('Papers'),
      required: false,
      allowMultipleFiles: true,
      maxSizeInMB: 5,
      allowedFileExtensions: ['pdf'],
    },
    {
      id: 'you',
      type: 'contactInfo',
      headline: words('You'),
      required: false,
      firstName: { show: true, required: true, placeholder: words('First name') },
      lastName: { show: true, required: false, placeholder: words('Last name') },
      email: { show: true, required: true, placeholder: words('Mail') },
      phone: { show: false, required: false, placeholder: words('Phone') },
      company: { show: true, required: false, placeholder: words('Company') },
    },
    {
      id: 'go',
      type: 'cta',
      headline: words('Look at our offer'),
      html: words('<p>It is new.</p>'),
      required: false,
      buttonExternal: true,
      buttonUrl: 'https://example.org',
    },
    {
      id: 'pics',
      type: 'pictureSelection',
      headline: words('Which?'),
      required: false,
      choices: [{ id: 'p1', imageUrl: 'https://example.org/1.png' }],
    },
  ],
  endings: [
    {
      id: 'thanks',
      type: 'endScreen',
      headline: words('Thank you'),
      subheader: words('Bye, #recall:userName/fallback:friend#'),
    },
    { id: 'away', type: 'redirectToUrl', url: 'https://example.org' },
  ],
};

export const formbricksBlocks = {
  data: {
    id: 'cm2surveyid',
    name: 'Blocks',
    welcomeCard: { enabled: false },
    hiddenFields: { enabled: false },
    blocks: [
      {
        id: 'block1',
        name: 'Block 1',
        elements: [
          {
            id: 'rate',
            type: 'rating',
            headline: words('<p class="fb-editor-paragraph"><span>Rate us</span></p>'),
            required: false,
            scale: 'star',
            range: 10,
          },
          {
            id: 'grid',
            type: 'matrix',
            headline: words('Grid'),
            required: false,
            rows: [{ id: 'row1', label: words('Staff') }],
            columns: [
              { id: 'col1', label: words('Bad') },
              { id: 'col2', label: words('Good') },
            ],
          },
        ],
        logic: [
          {
            id: 'rule',
            conditions: {
              id: 'group',
              connector: 'and',
              conditions: [
                {
                  id: 'c',
                  leftOperand: { type: 'element', value: 'grid', meta: { row: '0' } },
                  operator: 'isAnyOf',
                  rightOperand: { type: 'static', value: ['1'] },
                },
                {
                  id: 'd',
                  leftOperand: { type: 'element', value: 'rate' },
                  operator: 'isLessThan',
                  rightOperand: { type: 'static', value: 8 },
                },
              ],
            },
            actions: [
              { id: 'a', objective: 'jumpToBlock', target: 'block3' },
              { id: 'b', objective: 'requireAnswer', target: 'last' },
            ],
          },
        ],
      },
      {
        id: 'block2',
        name: 'Block 2',
        elements: [{ id: 'mid', type: 'openText', headline: words('Middle'), required: false }],
      },
      {
        id: 'block3',
        name: 'Block 3',
        elements: [
          { id: 'book', type: 'cal', headline: words('Book'), required: false },
          { id: 'last', type: 'openText', headline: words('Last {{literally}}'), required: false, longAnswer: false },
        ],
      },
    ],
    endings: [],
  },
};
