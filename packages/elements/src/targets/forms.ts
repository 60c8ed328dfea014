/** What comes with the first press of an element that is mostly read. */
export { formStyles } from './fields.ts';
export { GoalForm } from './goal-form.ts';
export { ModelForm } from './model-form.ts';
