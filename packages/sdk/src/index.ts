export { createClient, type Client, type ClientOptions, type ReadOptions } from './client.ts';
export { openConnection, type CallOptions, type Connection, type ConnectionOptions } from './connection.ts';
export { isLiaiseError, LiaiseError, type LiaiseErrorCode, type LiaiseErrorDetails } from './error.ts';
export { createGatewaySource, type GatewaySource, type GatewaySourceOptions } from './gateway-source.ts';
export { listOf, resourceOf, type List, type ListOptions, type Resource } from './resource.ts';
export type {
  Conflict,
  Counts,
  Delivery,
  NewFile,
  NewWrite,
  Outbox,
  OutboxStatus,
  Reconciled,
  Saved,
  Why,
  WriteState,
} from './outbox.ts';
export { browserPorts, type Channel, type Marks, type PortClock, type Ports } from './ports.ts';
export type { ClientOutbox } from './lazy.ts';
export type { Live } from './live.ts';
export type { QueuedWrite } from './storage.ts';
export type { Clock } from './retry.ts';
export { tokenFrom, type GetToken, type Identity } from './token.ts';
export type * from './source.ts';
export { newId } from '@liaise/core/records/identifier';
