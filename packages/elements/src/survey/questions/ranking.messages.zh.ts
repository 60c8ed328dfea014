import type { RankingMessages } from './ranking.messages.ts';

const messages: RankingMessages = {
  how: '选择一项即可排名。按空格键拿起已排名的一项，用方向键移动，再按空格键放下，按删除键移出排名。',
  at: (label, at, of) => `${label}，第 ${at} 位，共 ${of} 位`,
  out: (label) => `${label}，未排名`,
  picked: (label, at, of) => `已拿起${label}，第 ${at} 位，共 ${of} 位`,
  put: (label, at, of) => `已放下${label}，第 ${at} 位，共 ${of} 位`,
  up: (label) => `将${label}上移`,
  down: (label) => `将${label}下移`,
  remove: (label) => `将${label}移出排名`,
};

export default messages;
