import { define } from '../base/define.ts';
import { ValuePyramid } from './value-pyramid.ts';

define('liaise-value-pyramid', ValuePyramid);
