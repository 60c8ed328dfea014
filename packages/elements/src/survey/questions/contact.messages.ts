import { catalog } from '../kit.ts';

/** What the fields of a contact are called. */
export const english = {
  name: 'Name',
  organization: 'Organization',
  position: 'Position',
  email: 'Email',
  phone: 'Telephone',
  address: 'Address',
  postcode: 'Postcode',
  city: 'City',
  country: 'Country',
};

export type ContactMessages = typeof english;

export const contactMessages = catalog<ContactMessages>(english, { zh: () => import('./contact.messages.zh.ts') });
