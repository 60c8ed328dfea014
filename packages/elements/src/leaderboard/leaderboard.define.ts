import { define } from '../base/define.ts';
import { Leaderboard } from './leaderboard.ts';

define('liaise-leaderboard', Leaderboard);
