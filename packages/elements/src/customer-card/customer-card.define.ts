import { define } from '../base/define.ts';
import { CustomerCard } from './customer-card.ts';

define('liaise-customer-card', CustomerCard);
