import { expect, it } from 'vitest';
import { chooseParts, parts } from './parts.mjs';

/** @param {string[]} names */
const chosen = (...names) => chooseParts(names).chosen.map((part) => part.name);

it('are all chosen when none is named', () => {
  expect(chosen()).toEqual(parts.map((part) => part.name));
});

it("are chosen by name or by group, in the table's order", () => {
  expect(chosen('elements', 'types')).toEqual(['types', 'elements-chromium', 'elements-firefox', 'elements-webkit']);
  expect(chosen('gateway-15')).toEqual(['gateway-15']);
});

it('says which names it does not know', () => {
  expect(chooseParts(['core', 'nothing'])).toMatchObject({ unknown: ['nothing'] });
});

it('leave the last word to a part that has one of its own', () => {
  expect(parts.filter(({ closesItself }) => closesItself).map(({ name }) => name)).toEqual(['faults', 'attack']);
});
