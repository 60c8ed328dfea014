import { define } from '../base/define.ts';
import { Goals } from './goals.ts';

define('liaise-goals', Goals);
