import { define } from '../base/define.ts';
import { Survey } from './survey.ts';

define('liaise-survey', Survey);
