/**
 * What the parts of a survey that are fetched later share with what is there from the first. They take it from here and
 * nowhere else, and the element is among it, so that a bundler puts all that is there from the first into one file: several
 * compress less well.
 */
export { css, html, nothing, svg } from 'lit';
export type { CSSResult, SVGTemplateResult, TemplateResult } from 'lit';
export { answerIssues } from '@liaise/core/survey/answer';
export { scaleAnswer } from '@liaise/core/survey/answer-scale';
export { checkText, lengthAnswer } from '@liaise/core/survey/answer-text';
export { isBlank } from '@liaise/core/survey/blank';
export { adopt } from '../base/adopt.ts';
export { catalog } from '../base/catalog.ts';
export { LiaiseEvent } from '../base/event.ts';
export { drawForm, drawQuestion, faultsOf } from './draw.ts';
export { drawScale, scale } from './questions/scale.ts';
export { written } from './questions/written.ts';
export { Survey } from './survey.ts';
