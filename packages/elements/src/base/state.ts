/** The public states of every element, each a custom state too: `liaise-kpi-badge:state(stale)`. */
export const elementStates = ['loading', 'empty', 'forbidden', 'offline', 'stale', 'error', 'ready'] as const;

/** Where an element stands with what it shows. */
export type ElementState = (typeof elementStates)[number];
