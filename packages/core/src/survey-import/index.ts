export { importSurvey } from './import-survey.ts';
export { type ImportOptions, type ImportResult, type NotCarried, type Source, sources } from './types.ts';
