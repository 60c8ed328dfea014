import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';

/**
 * Keeps a popover beside its anchor and inside the window.
 *
 * @returns how to stop
 */
export function follow(anchor: Element, popover: HTMLElement): () => void {
  return autoUpdate(anchor, popover, () => {
    void computePosition(anchor, popover, {
      strategy: 'fixed',
      placement: 'bottom-start',
      middleware: [
        offset(8),
        flip({ padding: 8 }),
        shift({ padding: 8 }),
        size({
          padding: 8,
          apply: ({ availableHeight }) => {
            popover.style.maxBlockSize = `${Math.max(160, availableHeight)}px`;
          },
        }),
      ],
    }).then(({ x, y }) => {
      popover.style.inset = `${y}px auto auto ${x}px`;
    });
  });
}
