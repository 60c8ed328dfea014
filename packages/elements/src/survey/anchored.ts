import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom';

/**
 * Keeps a popover beside its anchor and inside the window.
 *
 * @returns how to stop; what is still being measured then is let go
 */
export function follow(anchor: Element, popover: HTMLElement): () => void {
  let stopped = false;
  const place = async (): Promise<void> => {
    let height = 0;
    const { x, y } = await computePosition(anchor, popover, {
      strategy: 'fixed',
      placement: 'bottom-start',
      middleware: [
        offset(8),
        flip({ padding: 8 }),
        shift({ padding: 8 }),
        size({ padding: 8, apply: ({ availableHeight }) => void (height = availableHeight) }),
      ],
    });
    if (stopped) return;
    popover.style.maxBlockSize = `${Math.max(160, height)}px`;
    popover.style.inset = `${y}px auto auto ${x}px`;
  };
  const stop = autoUpdate(anchor, popover, () => void place());
  return () => {
    stopped = true;
    stop();
  };
}
