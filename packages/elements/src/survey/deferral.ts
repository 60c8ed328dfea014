import { laterDays } from '@liaise/core/politeness';
import { LiaiseSurveyDeferredEvent } from './deferral.events.ts';
import { deferralMessages } from './deferral.messages.ts';
import { css, html, nothing, type Survey, type TemplateResult } from './kit.ts';
import type { SurveySession } from './session.ts';

/** The way out of a survey in front of the page: asked later, or not again. Both hold on every device, because the gateway keeps them. */
export function drawDeferral(survey: Survey, session: SurveySession): TemplateResult | typeof nothing {
  const { flow, line, language } = session;
  if (!flow || flow.finished) return nothing;
  const words = deferralMessages.words(language);
  const coming = deferralMessages.load(language);
  if (coming) {
    void coming.then(() => survey.requestUpdate());
    return nothing;
  }
  const defer = (until: Date | null): void => {
    survey.hide();
    survey.dispatchEvent(new LiaiseSurveyDeferredEvent(flow.definition.id, until));
    void line?.defer(until);
  };
  const later = (): void => defer(new Date(Date.now() + laterDays * 86_400_000));
  return html`<p class="deferral">
    <button class="plain" type="button" @click=${later}>${words.later}</button>
    <button class="plain" type="button" @click=${() => defer(null)}>${words.never}</button>
  </p>`;
}

export const deferralStyles = css`
  .deferral {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--_unit);
    margin: 0;
    padding: 0 calc(var(--_unit) * 2) var(--_unit);
  }
  .deferral button {
    min-block-size: 44px;
    min-inline-size: 44px;
    color: var(--_muted);
  }
`;
