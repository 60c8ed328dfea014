import type { Checks } from '@liaise/core/wire/check';
import type { Visit } from '@liaise/core/records/visit';
import type { Connection } from '../connection.ts';
import type { NewWrite } from '../outbox.ts';
import type { CommandKind, Order, Result } from '../source.ts';

/** What this device knows when it has to say what will come of an order. */
export interface Known {
  repId: string;
  /** RFC 3339. */
  now: string;
  visit: (id: string) => Visit | undefined;
}

/** The request that an order becomes. `order` is what is kept of the order itself, where that is not all of it. */
export type OrderWrite = Omit<NewWrite, 'kind' | 'order'> & { order?: unknown };

/** How one kind of order is carried out by a gateway. Each kind is a file, fetched when it is first given. */
export interface GatewayCommand<K extends CommandKind> {
  write(order: Order<K>): OrderWrite | Promise<OrderWrite>;
  answer: Checks<Result<K>>;
  /** What this device does before anything else, line or not. */
  first?(order: Order<K>, connection: Connection): void;
  /** What the record will be, as far as this device can tell; throws a `LiaiseError` for what can never be. */
  expected(order: Order<K>, known: Known): Result<K>;
}
