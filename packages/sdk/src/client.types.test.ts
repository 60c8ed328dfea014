import type { CustomerCard } from '@liaise/core/api/customers';
import type { Customer, CustomerChange, CustomerCreate } from '@liaise/core/records/customer';
import type { InvitationCreate } from '@liaise/core/records/survey';
import type { Visit, VisitMoveRequest } from '@liaise/core/records/visit';
import { expectTypeOf, it } from 'vitest';
import type { Client } from './client.ts';
import type { List } from './resource.ts';

it('takes and gives what the contract says', () => {
  type Customers = Client['customers'];
  expectTypeOf<Parameters<Customers['create']>[0]>().toEqualTypeOf<CustomerCreate>();
  expectTypeOf<Parameters<Customers['change']>[1]>().toEqualTypeOf<CustomerChange>();
  expectTypeOf<ReturnType<Customers['read']>>().toEqualTypeOf<Promise<Customer>>();
  expectTypeOf<ReturnType<Customers['list']>>().toEqualTypeOf<List<Customer>>();
  expectTypeOf<NonNullable<Parameters<Customers['list']>[0]>['stage']>().toEqualTypeOf<Customer['stage'] | undefined>();
  expectTypeOf<ReturnType<Customers['card']>>().toEqualTypeOf<Promise<CustomerCard>>();
  expectTypeOf<Parameters<Client['visits']['move']>[1]>().toEqualTypeOf<VisitMoveRequest>();
  expectTypeOf<ReturnType<Client['visits']['move']>>().toEqualTypeOf<Promise<Visit>>();
  expectTypeOf<Parameters<Client['invitations']['create']>[0]>().toEqualTypeOf<InvitationCreate>();
  expectTypeOf<Awaited<ReturnType<Client['invitations']['create']>>['token']>().toEqualTypeOf<string>();
  expectTypeOf<Parameters<Client['kpis']['read']>[0]>().branded.toEqualTypeOf<{
    kpi: string;
    subject: string;
    period: string;
    peers?: boolean;
    language?: string | undefined;
  }>();
});
