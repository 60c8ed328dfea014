import { define } from '../base/define.ts';
import { Connect } from './connect.ts';

define('liaise-connect', Connect);
