import { expect } from '@open-wc/testing';
import { dataElementSuite } from '@liaise/testing/data-element-suite';
import { formSuite } from '@liaise/testing/form-suite';
import { sampleSurvey } from '@liaise/testing/samples';
import { Survey } from './survey.ts';
import './survey.define.ts';

const first = sampleSurvey();
const other = sampleSurvey({
  token: 'demo.BBBBBBBBBBBBBBBBBBBBBB',
  definition: { ...first.definition, id: 'other', questions: [{ id: 'x', type: 'ces', title: 'How easy was it?' }] },
});
const shows = 'How likely are you to recommend us?';

dataElementSuite({
  tag: 'liaise-survey',
  kind: 'survey',
  world: { surveys: [first, other] },
  asks: { token: first.token },
  shows,
  asksOther: { token: other.token },
  showsOther: 'How easy was it?',
  given: { definition: first.definition },
  empty: {},
});

formSuite({
  tag: 'liaise-survey',
  properties: { definition: { id: 'one', questions: [{ id: 'score', type: 'nps', required: true, title: 'Score?' }] } },
  answer: (control) => control.shadowRoot?.querySelector<HTMLInputElement>('input[value="0"]')?.click(),
  value: '{"score":0}',
});

describe('the class of <liaise-survey>', () => {
  it('is what the define entry registers, once', () => {
    expect(customElements.get('liaise-survey') === Survey).to.equal(true);
  });
});
