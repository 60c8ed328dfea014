import { expect } from '@open-wc/testing';
import './liaise.ts';

describe('the one-script bundle', () => {
  it('fetches nothing for a page without elements', () => {
    expect(customElements.get('liaise-kpi-badge')).to.equal(undefined);
  });

  it('defines an element that comes later, and no other', async () => {
    document.body.append(document.createElement('liaise-kpi-badge'));
    await customElements.whenDefined('liaise-kpi-badge');
    expect(customElements.get('liaise-customer-card')).to.equal(undefined);
  });

  it('finds an element deep in what is inserted', async () => {
    const part = document.createElement('section');
    part.append(document.createElement('div'));
    part.firstElementChild?.append(document.createElement('liaise-connect'));
    document.body.append(part);
    await customElements.whenDefined('liaise-connect');
  });

  it('finds an element in an open shadow tree', async () => {
    const host = document.createElement('section');
    host.attachShadow({ mode: 'open' }).append(document.createElement('liaise-customer-card'));
    document.body.append(host);
    await customElements.whenDefined('liaise-customer-card');
  });
});
