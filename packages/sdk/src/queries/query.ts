import type { ChangeEvent } from '@liaise/core/api/events';
import type { Checks } from '@liaise/core/wire/check';
import type { Connection } from '../connection.ts';
import type { Answer, CommandKind, Question, QueryKind } from '../source.ts';
import type { QueuedWrite } from '../storage.ts';

/** How one kind of question is asked of a gateway. Each kind is a file, fetched when it is first asked. */
export interface GatewayQuery<K extends QueryKind> {
  ask(connection: Connection, question: Question<K>, signal: AbortSignal): Promise<Answer<K>>;
  /** What a kept answer must be; without it no answer is kept. */
  kept?: Checks<Answer<K>>;
  /** Orders that are likely to follow; their code is fetched early, for a time without a line. */
  leadsTo?: readonly CommandKind[];
  /** Whether a change may have changed the answer. */
  concerns?(event: ChangeEvent, question: Question<K>, answer: Answer<K> | undefined): boolean;
  /** The answer as it will be once what waits in the outbox is sent. */
  withQueued?(
    answer: Answer<K> | undefined,
    question: Question<K>,
    waiting: readonly QueuedWrite[],
    repId: string,
  ): Answer<K> | undefined;
}
