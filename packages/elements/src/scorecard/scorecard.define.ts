import { define } from '../base/define.ts';
import { Scorecard } from './scorecard.ts';

define('liaise-scorecard', Scorecard);
