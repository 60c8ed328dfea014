import type { ReactiveController } from '@lit/reactive-element';
import { isChosen } from '@liaise/core/politeness';
import { deviceId, deviceMarks, peaceUntil, readMemory, remember } from '@liaise/sdk/device-memory';
import type { Survey } from '../survey/survey.ts';
import { whenCalm } from './calm.ts';
import { LiaiseBeforeSurveyOfferEvent } from './survey-trigger.events.ts';
import type { SurveyTrigger } from './survey-trigger.ts';

const day = 86_400_000;

/** The survey that is offered at the moment: one at a time. */
let offered: Element | undefined;

const isSurvey = (one: Element | null): one is Survey => one?.localName === 'liaise-survey';

/** The survey of a trigger: the one it names, or what its template holds. */
function surveyOf(trigger: SurveyTrigger): { survey: Survey; place?: DocumentFragment } | undefined {
  const id = trigger.getAttribute('for');
  if (id) {
    const named = (trigger.getRootNode() as Document | ShadowRoot).getElementById(id);
    return isSurvey(named) ? { survey: named } : undefined;
  }
  const place = trigger.querySelector('template')?.content.cloneNode(true) as DocumentFragment | undefined;
  const survey = place?.querySelector('liaise-survey');
  return place && survey ? { survey, place } : undefined;
}

/** Whether the person has finished it. Chrome and Edge before 125 know dashed states only. */
function isFinished(survey: Survey): boolean {
  try {
    return survey.matches(':state(finished)');
  } catch {
    return survey.matches(':--finished');
  }
}

/** Whether there is something to ask, once that is known. */
function whenKnown(survey: Survey): Promise<boolean | 'later'> {
  return new Promise((resolve) => {
    const controller: ReactiveController = {
      hostUpdated: () => {
        const { state } = survey;
        if (state === 'loading') return;
        survey.removeController(controller);
        if (state === 'offline' || state === 'error') resolve('later');
        // That it is finished is told by the end of this update.
        else void survey.updateComplete.then(() => resolve(/^(?:ready|stale)$/.test(state) && !isFinished(survey)));
      },
    };
    survey.addController(controller);
    survey.requestUpdate();
  });
}

/**
 * Offers a trigger's survey, where it is time and the person is among those who are asked. Whoever asked for it themself gets it at once.
 *
 * @returns whether the occasion is used up; else it is offered at the next one
 */
export async function offer(trigger: SurveyTrigger, own: boolean, signal: AbortSignal): Promise<boolean> {
  const found = surveyOf(trigger);
  if (!found || (!own && offered?.isConnected)) return false;
  const { survey, place } = found;
  const name = survey.getAttribute('survey') ?? survey.definition?.id ?? survey.id;
  const person = trigger.getAttribute('person');
  const marks = deviceMarks();
  const memory = `liaise-asked on this site ${person ?? ''}`.trim();

  if (!own) {
    const share = parseFloat(trigger.getAttribute('share') ?? '1');
    if (share < 1 && !isChosen(name, person ?? deviceId(marks), share)) return true;
    const { asked, ...wish } = readMemory(marks, memory);
    const now = Date.now();
    const again = parseFloat(trigger.getAttribute('again') ?? '30');
    const last = asked[name];
    if (peaceUntil({ ...wish, asked }, now) !== undefined) return true;
    if (last !== undefined && Math.abs(now - last) < again * day) return true;
  }
  if (!trigger.dispatchEvent(new LiaiseBeforeSurveyOfferEvent(name, own))) return false;

  await import('../survey/survey.define.ts');
  if (!own) await whenCalm(signal);
  if (signal.aborted || (!own && offered?.isConnected)) return false;
  if (own) survey.toggleAttribute('own-act', true);
  // A dialog takes the focus: it opens by an act of the person's own only.
  else if (survey.getAttribute('mode') === 'dialog') survey.setAttribute('mode', 'popover');
  if (place) {
    customElements.upgrade(place);
    trigger.after(place);
  }
  if (own) {
    survey.requestUpdate();
    survey.show();
  } else {
    offered = survey;
    const known = await whenKnown(survey);
    if (known === true) await whenCalm(signal);
    if (known !== true) {
      offered = undefined;
      if (place) survey.remove();
      return known !== 'later';
    }
    survey.show();
  }
  follow(survey, name, memory);
  return true;
}

/** Remembers on the device how an offered survey went. One that was begun may come back on the next page, until it is closed. */
function follow(survey: Survey, name: string, memory: string): void {
  const marks = deviceMarks();
  const note = (asked: boolean): void => {
    const { [name]: _, ...others } = readMemory(marks, memory).asked;
    remember(marks, memory, { asked: asked ? { ...others, [name]: Date.now() } : others });
  };
  const over = new AbortController();
  const end = (): void => {
    note(true);
    over.abort();
    if (offered === survey) offered = undefined;
  };
  const { signal } = over;
  note(true);
  survey.addEventListener('liaise-answer', () => note(false), { signal });
  survey.addEventListener('liaise-survey-finished', end, { signal });
  survey.addEventListener('liaise-survey-closed', end, { signal });
  survey.addEventListener(
    'liaise-survey-deferred',
    ({ until }) => {
      remember(marks, memory, { until: until === null ? null : until.getTime() });
      end();
    },
    { signal },
  );
}
