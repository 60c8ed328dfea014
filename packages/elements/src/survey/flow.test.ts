import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { SurveyDefinition } from '@liaise/core/survey';
import { hasLogic, SurveyFlow } from './flow.ts';
import * as logic from './logic.ts';

const plain: SurveyDefinition = {
  id: 'plain',
  questions: [
    { id: 'score', type: 'nps', required: true, title: 'Score?' },
    { id: 'ease', type: 'ces', title: 'Ease?' },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
};
const branching: SurveyDefinition = {
  id: 'branching',
  questions: [
    { id: 'score', type: 'nps', required: true, title: 'Score?' },
    { id: 'why', type: 'long-text', title: 'Why?', showIf: ['<=', ['answer', 'score'], 6] },
    { id: 'ease', type: 'ces', title: 'Ease?', goTo: [{ when: ['==', ['answer', 'ease'], 7], to: 'end' }] },
    { id: 'last', type: 'short-text', title: 'Anything else?' },
  ],
};
const noFaults = (): string[] => [];

describe('SurveyFlow', () => {
  it('begins at the first question, and later at the first that is not passed', () => {
    expect(new SurveyFlow(plain).question?.id).to.equal('score');
    expect(new SurveyFlow(plain, { score: 0, ease: null }).question?.id).to.equal('why');
    expect(new SurveyFlow(plain, { score: 0, ease: null, why: null }).question?.id).to.equal('why');
  });

  it('takes an NPS of 0 for an answer', () => {
    const flow = new SurveyFlow(plain);
    flow.take('score', 0);
    expect(flow.forward(noFaults)).to.equal('moved');
    expect(flow.question?.id).to.equal('ease');
    expect(flow.shown).to.deep.equal({ score: 0 });
  });

  it('stays at a wrong answer and says what is wrong', () => {
    const flow = new SurveyFlow(plain);
    expect(flow.forward(({ required }, value) => (required && value === null ? ['required'] : []))).to.equal('wrong');
    expect(flow.fault).to.equal('required');
    flow.take('score', 3);
    expect(flow.fault).to.equal(undefined);
  });

  it('goes back to an earlier answer that is wrong before the end', () => {
    const flow = new SurveyFlow(plain, { score: 99, ease: 1 });
    flow.goTo('why');
    expect(flow.forward((_, value) => (value === 99 ? ['out-of-range'] : []))).to.equal('wrong');
    expect(flow.question?.id).to.equal('score');
    expect(flow.fault).to.equal('out-of-range');
  });

  it('shows what the logic shows and sends nothing that it has hidden', () => {
    expect(hasLogic(plain)).to.equal(false);
    expect(hasLogic(branching)).to.equal(true);
    const flow = new SurveyFlow(branching, {}, {}, logic);
    flow.take('score', 3);
    flow.forward(noFaults);
    expect(flow.question?.id).to.equal('why');
    flow.take('why', 'It was late');
    flow.back();
    flow.take('score', 9);
    expect(flow.shown).to.deep.equal({ score: 9 });
    flow.forward(noFaults);
    flow.take('ease', 7);
    expect(flow.forward(noFaults)).to.equal('end');
    expect(flow.answers['why']).to.equal('It was late');
  });

  it('takes what another device has saved until the person has begun here', () => {
    const flow = new SurveyFlow(plain);
    flow.catchUp({ score: 8 });
    expect(flow.question?.id).to.equal('ease');
    flow.take('ease', 2);
    flow.catchUp({ score: 1 });
    expect(flow.answers).to.deep.equal({ score: 8, ease: 2 });
  });

  it('never loses an answer on the way back and forth, and resumes where it was left', () => {
    const answer = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 10 }), fc.string());
    const act = fc.oneof(fc.constant('back' as const), fc.constant('forward' as const), fc.record({ answer }));
    fc.assert(
      fc.property(fc.constantFrom(plain, branching), fc.array(act, { maxLength: 30 }), (definition, acts) => {
        const flow = new SurveyFlow(definition, {}, {}, logic);
        const given: Record<string, unknown> = {};
        for (const one of acts) {
          const id = flow.question?.id ?? '';
          if (one === 'back') flow.back();
          else if (one === 'forward') {
            flow.forward(noFaults);
            given[id] ??= null;
          } else flow.take(id, (given[id] = one.answer));
        }
        expect(flow.answers).to.deep.equal(given);
        const stored = JSON.parse(JSON.stringify(flow.answers)) as Record<string, unknown>;
        const resumed = new SurveyFlow(definition, stored, {}, logic);
        expect(resumed.way).to.deep.equal(flow.way);
        expect(resumed.shown).to.deep.equal(flow.shown);
      }),
    );
  });

  it('walks the same way with the logic loaded as without it where nothing depends on anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('score', 'ease', 'why'), fc.constantFrom(0, 5, null, '')),
        (answers) => {
          const without = new SurveyFlow(plain, answers);
          const withLogic = new SurveyFlow(plain, answers, {}, logic);
          expect(without.way).to.deep.equal(withLogic.way);
          expect(without.question).to.equal(withLogic.question);
          expect(without.complete).to.equal(withLogic.complete);
        },
      ),
    );
  });
});
