import { define } from '../base/define.ts';
import { KpiBadge } from './kpi-badge.ts';

define('liaise-kpi-badge', KpiBadge);
