import type { ContactMessages } from './contact.messages.ts';

const messages: ContactMessages = {
  name: '姓名',
  organization: '单位',
  position: '职务',
  email: '电子邮箱',
  phone: '电话',
  address: '地址',
  postcode: '邮政编码',
  city: '城市',
  country: '国家/地区',
};

export default messages;
