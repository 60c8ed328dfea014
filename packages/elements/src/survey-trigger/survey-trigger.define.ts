import { define } from '../base/define.ts';
import { SurveyTrigger } from './survey-trigger.ts';

define('liaise-survey-trigger', SurveyTrigger);
