import { define } from '../base/define.ts';
import { VisitLogger } from './visit-logger.ts';

define('liaise-visit-logger', VisitLogger);
