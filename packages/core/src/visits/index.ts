export * from './move.ts';
export * from './place.ts';
export * from './states.ts';
