import { define } from '../base/define.ts';
import { Targets } from './targets.ts';

define('liaise-targets', Targets);
