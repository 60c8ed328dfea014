import { createContext } from '@lit/context';
import type { DataSource } from '@liaise/sdk/source';

/**
 * Under which an element asks its surroundings for a data source, by the context protocol. The key is shared by all
 * copies of this package on a page, and any provider of the protocol may answer it.
 */
export const sourceContext = createContext<DataSource | undefined>(Symbol.for('@liaise/source'));
