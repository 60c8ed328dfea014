/** Where a customer stands with the company, as in its record. */
export const lifecycleStages = ['acquire', 'build', 'retain', 'grow', 'lost'] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

/** Which stages may follow which. A lost customer that comes back is built up anew. */
export const lifecycleMoves: Readonly<Record<LifecycleStage, readonly LifecycleStage[]>> = {
  acquire: ['build', 'lost'],
  build: ['retain', 'grow', 'lost'],
  retain: ['grow', 'lost'],
  grow: ['retain', 'lost'],
  lost: ['acquire', 'build'],
};

export interface LifecycleFacts {
  /** Purchases so far. */
  readonly purchases: number;
  /** Whether something was bought since the customer was last found lost; counts in stage `lost` only. */
  readonly boughtSince?: boolean;
  readonly probabilityAlive?: number;
  /** Relative change of the trailing value. */
  readonly valueChange?: number;
}

export interface LifecycleProposal {
  readonly from: LifecycleStage;
  readonly to: LifecycleStage;
  readonly because: 'first-purchase' | 'bought-again' | 'growing' | 'no-longer-growing' | 'probably-lost' | 'came-back';
  /** An English sentence. */
  readonly text: string;
}

/**
 * The move of stage that the facts call for, or `null`: always one that {@link lifecycleMoves} allows.
 * @param grows relative growth from which a customer counts as growing
 * @param lost P(alive) below which a customer counts as lost
 */
export function proposeStage(
  from: LifecycleStage,
  { purchases, boughtSince = false, probabilityAlive, valueChange }: LifecycleFacts,
  { grows = 0.3, lost = 0.2 }: { readonly grows?: number; readonly lost?: number } = {},
): LifecycleProposal | null {
  const move = (to: LifecycleStage, because: LifecycleProposal['because'], text: string): LifecycleProposal => ({
    from,
    to,
    because,
    text,
  });
  const isLost = probabilityAlive !== undefined && probabilityAlive < lost;
  if (from === 'lost')
    return boughtSince && !isLost ? move('build', 'came-back', 'Bought again after having been given up.') : null;
  if (from === 'acquire') return purchases > 0 ? move('build', 'first-purchase', 'Made the first purchase.') : null;
  if (isLost)
    return move(
      'lost',
      'probably-lost',
      `Is still a customer with a probability of only ${Math.round(probabilityAlive * 100)} %.`,
    );
  const growing = valueChange !== undefined && valueChange >= grows;
  if (from === 'build' && purchases < 2) return null;
  if (from !== 'grow' && growing) return move('grow', 'growing', `Value grew by ${Math.round(valueChange * 100)} %.`);
  if (from === 'build') return move('retain', 'bought-again', 'Bought again.');
  if (from === 'grow' && valueChange !== undefined && valueChange < 0)
    return move('retain', 'no-longer-growing', 'Value has stopped growing.');
  return null;
}

const forward: ReadonlySet<LifecycleProposal['because']> = new Set([
  'first-purchase',
  'bought-again',
  'growing',
  'came-back',
]);

/** Whether a move leads forward: a customer won, kept, grown or won back. */
export const isForward = ({ because }: LifecycleProposal): boolean => forward.has(because);

/** The moves from a stage on: those made at once, and the one that somebody decides, if any. */
export interface LifecyclePath {
  readonly made: readonly LifecycleProposal[];
  readonly proposed: LifecycleProposal | null;
}

/**
 * Follows the moves that the facts call for, until one is not made without a decision or none is called for. Afterwards the same
 * facts call for nothing more from the stage that was reached.
 *
 * @param isMade whether a move is made without anybody's decision
 */
export function followStages(
  from: LifecycleStage,
  facts: LifecycleFacts,
  isMade: (move: LifecycleProposal) => boolean,
): LifecyclePath {
  const made: LifecycleProposal[] = [];
  let at = from;
  while (made.length < lifecycleStages.length) {
    const move = proposeStage(at, facts);
    if (!move) break;
    if (!isMade(move)) return { made, proposed: move };
    made.push(move);
    at = move.to;
  }
  return { made, proposed: null };
}
