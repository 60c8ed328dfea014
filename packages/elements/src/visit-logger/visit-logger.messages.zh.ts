import { baseMessagesZh } from '../base/base.messages.zh.ts';
import type { VisitLoggerMessages } from './visit-logger.messages.ts';

const messages: VisitLoggerMessages = {
  ...baseMessagesZh,
  moves: {
    'check-in': '签到',
    'check-out': '签退',
    report: '完成拜访',
    review: '审阅',
    skip: '跳过此次拜访',
    cancel: '取消拜访',
    'no-show': '无人接待',
    'force-close': '未签退即结束',
  },
  statuses: {
    planned: '已计划',
    'checked-in': '已签到',
    'checked-out': '已签退',
    reported: '已汇报',
    reviewed: '已审阅',
    skipped: '已跳过',
    cancelled: '已取消',
    'no-show': '无人接待',
    'force-closed': '未签退即结束',
  },
  said: {
    nothing: '',
    locating: '正在定位…',
    saving: '正在保存…',
    delivered: '已保存。',
    queued: '已保存在本设备上，联网后会自动发送。',
    failed: '尚未保存。您填写的内容仍在这里，请重试。',
    refused: '内容未被接受，请修改后重试。',
    movedOn: '此次拜访已在别处更改。您填写的内容仍在这里，请查看目前的状态。',
    clock: '时间早于签到时间。请校准本设备的时钟后重试。',
    unconnected: baseMessagesZh.unconnected,
    tooMany: baseMessagesZh.tooMany,
    signIn: baseMessagesZh.signIn,
  },
  title: '拜访',
  noCustomer: '请选择客户以记录拜访。',
  planned: '已计划的拜访',
  checkInNow: '立即签到',
  planOne: '计划一次拜访',
  noPosition: '没有位置信息：本设备或本页面未提供。',
};

export default messages;
