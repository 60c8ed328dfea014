/** The words of the what-if. */
export const whatIfEnglish = {
  explain: 'Suppose other attainments or weights. This is a sum on this page only: nothing is saved or sent.',
  attainment: 'Attainment, %',
  weight: 'Weight',
  attainmentOf: (name: string): string => `Attainment of ${name}`,
  percentOf: (name: string): string => `Attainment of ${name}, in per cent`,
  weightOf: (name: string): string => `Weight of ${name}`,
  score: 'The score would be',
  bonus: 'the bonus would be',
  reset: 'Back to what is',
};

export type WhatIfMessages = typeof whatIfEnglish;
