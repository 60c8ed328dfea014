/** Every question type, in the order in which the docs list them. */
export const questionTypes = [
  'nps',
  'csat',
  'ces',
  'single-choice',
  'multiple-choice',
  'ranking',
  'matrix',
  'short-text',
  'long-text',
  'number',
  'date',
  'contact',
  'consent',
  'file',
  'statement',
] as const;

/** How a CSAT scale looks. `thumbs` needs a scale of 2. */
export const looks = ['numbers', 'stars', 'faces', 'thumbs'] as const;

/** What a contact question can ask for. */
export const contactFields = [
  'name',
  'organization',
  'position',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
  'country',
] as const;

/** What a hidden field can hold. It arrives as text from a link and is read as this. */
export const fieldTypes = ['text', 'number', 'boolean', 'date'] as const;

/** The roles of a 360-degree form. */
export const raterRoles = ['self', 'colleague', 'superior', 'customer'] as const;

/** Every operator of the expression tree. */
export const operators = [
  'answer',
  'field',
  'answered',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'contains',
  'and',
  'or',
  'not',
] as const;

/** Greatest number of operators inside one another; deeper expressions are refused and evaluate to null. */
export const MAX_EXPRESSION_DEPTH = 32;

/** What holds where a definition says nothing. */
export const defaults = {
  csatScale: 5,
  cesScale: 7,
  easy: 'high',
  look: 'numbers',
  shortText: 300,
  longText: 5000,
  other: 300,
  contact: 300,
  files: 1,
  fileBytes: 10_000_000,
  minimumRaters: 3,
} as const;
