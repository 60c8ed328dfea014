import { entry, type Random } from '../random.ts';
import type { Name, SampleLanguage } from './wording.ts';

const words = (text: string): string[] => text.split(' ');
const pairs = (text: string): Name[] =>
  words(text).map((pair) => {
    const [written = '', latin = ''] = pair.split('/');
    return [written, latin];
  });

const firstNames = words(
  'Amara Ben Carla David Elif Finn Greta Hugo Ines Jonas Kira Liam Maya Noel Olga Pedro Quinn Rosa Samir Tessa Umar Vera Will Yara Zoë Søren Chloé Nora Oscar Paula Leon Ruth Ivan Helen Marco Edith Ravi Clara Otto June',
);
const lastNames = words(
  "Abbott Becker Castellano Dunne Eriksen Fischer Gallagher Hartmann Ibrahim Jansen Keller Lindgren Moreau Nowak O'Brien Petersen Quigley Rossi Schäfer Thorne Ueda Vogel Whitaker Yilmaz Zimmermann Ashby Brandt Corcoran Delgado Ellery Fonseca Grant Holm Iversen Kowalski Lavelle Marchetti Norell Okoye Prentice",
);

const surnames = pairs(
  '王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 吴/wu 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu 郭/guo 何/he 高/gao 罗/luo 郑/zheng 梁/liang 谢/xie 宋/song 唐/tang 沈/shen 韩/han 冯/feng 邓/deng 曹/cao 彭/peng 曾/zeng 欧阳/ouyang',
);
const givenNames = pairs(
  '建华/jianhua 晓东/xiaodong 丽娟/lijuan 志强/zhiqiang 美玲/meiling 海涛/haitao 雪梅/xuemei 俊杰/junjie 静怡/jingyi 文博/wenbo 佳慧/jiahui 子涵/zihan 浩然/haoran 雅琴/yaqin 国平/guoping 春燕/chunyan 立新/lixin 思琪/siqi 天宇/tianyu 婷婷/tingting 敏/min 磊/lei 芳/fang 洁/jie 鹏/peng 琳/lin 晨曦/chenxi 若兰/ruolan 永康/yongkang 梦洁/mengjie',
);

const stemStarts = words(
  'Alder Bramble Copper Drift Elm Fern Glen Hazel Iron Juniper Kestrel Lark Maple Nettle Otter Pine Quarry River Slate Thistle',
);
const stemEnds = words('field gate line mere ridge wick bridge stone');
const signStarts = pairs('云/yun 澄/cheng 和/he 青/qing 嘉/jia 瑞/rui 明/ming 远/yuan 鼎/ding 恒/heng');
const signEnds = pairs('岚/lan 禾/he 泽/ze 川/chuan 湖/hu 峰/feng 舟/zhou 桥/qiao 林/lin 石/shi');

const combine = (starts: readonly Name[], ends: readonly Name[]): Name[] =>
  starts.flatMap(([start, latinStart]) => ends.map(([end, latinEnd]): Name => [start + end, latinStart + latinEnd]));
const same = (word: string): Name => [word, word.toLowerCase()];

/** Invented company names, without their legal form. */
export const companyNames: Readonly<Record<SampleLanguage, readonly Name[]>> = {
  en: combine(stemStarts.map(same), stemEnds.map(same)),
  'zh-CN': combine(signStarts, signEnds),
};

/** A person's name, and its form in Latin letters: `first.last`. */
export function samplePersonName(random: Random, language: SampleLanguage): Name {
  return language === 'en'
    ? personName(language, same(random.pick(firstNames)), same(random.pick(lastNames)))
    : personName(language, random.pick(surnames), random.pick(givenNames));
}

function personName(language: SampleLanguage, one: Name, other: Name): Name {
  return language === 'en'
    ? [`${one[0]} ${other[0]}`, latin(`${one[1]}.${other[1]}`)]
    : [one[0] + other[0], `${other[1]}.${one[1]}`];
}

/** All invented company names of a language in random order. */
export function shuffledCompanyNames(random: Random, language: SampleLanguage): Name[] {
  return random.some(companyNames[language], companyNames[language].length);
}

/** So many different names of persons in a language, in random order. */
export function samplePersonNames(random: Random, language: SampleLanguage, count: number): Name[] {
  const [outer, inner] = language === 'en' ? [firstNames.map(same), lastNames.map(same)] : [surnames, givenNames];
  const cells = random.some([...Array(outer.length * inner.length).keys()], count);
  return cells.map((cell) =>
    personName(language, entry(outer, cell % outer.length), entry(inner, Math.floor(cell / outer.length))),
  );
}

/** A few names that strain a layout: long, with marks, of another script. */
export const unusualNames: Readonly<Record<number, Name>> = {
  12: [
    'Thistlebridge & Daughters International Cold Chain, Warehousing and Last-Mile Delivery Services (Northern Division)',
    'thistlebridge-daughters',
  ],
  17: ['长三角云岚生态农业与冷链仓储配送一体化服务（集团）股份有限公司华东运营总部', 'yunlan-group'],
  26: ['ليلى الحداد', 'layla.haddad'],
  36: ["Síofra Ní Dhómhnaill-O'Sullivan", 'siofra.osullivan'],
};

/** The name at an index of a list that is read round and round. */
export const roundRobin = (names: readonly Name[], index: number): Name => entry(names, index % names.length);

function latin(text: string): string {
  return text
    .toLowerCase()
    .replace(/[øß]/g, (letter) => (letter === 'ø' ? 'o' : 'ss'))
    .normalize('NFD')
    .replace(/[^a-z.]/g, '');
}
