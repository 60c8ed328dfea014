import type { Position } from '@liaise/core/records/primitives';

/** How long a position may take, in milliseconds. */
const patience = 6000;

/**
 * A fresh position, or undefined where the device, the page or the person gives none in time. Call it from a person's
 * own act only.
 *
 * @param geolocation the browser's, unless a test brings its own
 */
export function positionNow(
  geolocation: Pick<Geolocation, 'getCurrentPosition'> | undefined = isSecureContext
    ? navigator.geolocation
    : undefined,
): Promise<Position | undefined> {
  if (!geolocation) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience);
    const end = (position?: Position): void => {
      clearTimeout(timer);
      resolve(position);
    };
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => end({ latitude, longitude, accuracy }),
      () => end(),
      { enableHighAccuracy: true, maximumAge: 0, timeout: patience },
    );
  });
}
