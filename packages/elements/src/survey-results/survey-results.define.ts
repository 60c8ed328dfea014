import { define } from '../base/define.ts';
import { SurveyResults } from './survey-results.ts';

define('liaise-survey-results', SurveyResults);
