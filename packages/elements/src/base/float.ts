/**
 * Keeps an open popover beside what it belongs to, inside the window, for as long as it is open. The code that measures
 * is fetched when something floats.
 */
export function float(anchor: Element, floating: HTMLElement): void {
  void import('@floating-ui/dom').then(({ autoUpdate, computePosition, flip, offset, shift, size }) => {
    const place = async (): Promise<void> => {
      const { x, y } = await computePosition(anchor, floating, {
        strategy: 'fixed',
        placement: getComputedStyle(anchor).direction === 'rtl' ? 'bottom-end' : 'bottom-start',
        middleware: [
          offset(6),
          flip({ padding: 8 }),
          shift({ padding: 8 }),
          size({
            padding: 8,
            apply({ availableHeight }) {
              floating.style.maxBlockSize = `${Math.max(120, availableHeight)}px`;
            },
          }),
        ],
      });
      floating.style.inset = `${y}px auto auto ${x}px`;
    };
    const stop = autoUpdate(anchor, floating, () => void place());
    floating.addEventListener('toggle', (event) => {
      if ('newState' in event && event.newState === 'closed') stop();
    });
  });
}
