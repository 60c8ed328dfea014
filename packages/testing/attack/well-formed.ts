const half = /\p{Surrogate}/gu;

/** A text with U+FFFD for each half of a surrogate pair, as UTF-8 can carry it. */
export const wellFormed = (text: string): string => text.replaceAll(half, '\ufffd');

/** Whether a text holds no half of a surrogate pair. */
export const isWellFormed = (text: string): boolean => text.search(half) === -1;
