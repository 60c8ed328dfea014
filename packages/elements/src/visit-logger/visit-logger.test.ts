import { expect } from '@open-wc/testing';
import { dataElementSuite } from '@liaise/testing/data-element-suite';
import { ids, sampleVisit } from '@liaise/testing/samples';
import { VisitLogger } from './visit-logger.ts';
import './visit-logger.define.ts';

const other = sampleVisit({
  id: '01930b5e-7c00-7000-8000-000000000202',
  customerId: ids.otherCustomer,
  purpose: 'A first talk',
});

dataElementSuite({
  tag: 'liaise-visit-logger',
  kind: 'visits',
  world: { visits: [sampleVisit(), other] },
  asks: { customer: ids.customer },
  shows: 'Renewal of the service contract',
  asksOther: { customer: ids.otherCustomer },
  showsOther: 'A first talk',
  given: { data: sampleVisit() },
  empty: {},
});

describe('the class of <liaise-visit-logger>', () => {
  it('is what the define entry registers, once', () => {
    expect(customElements.get('liaise-visit-logger') === VisitLogger).to.equal(true);
  });
});
