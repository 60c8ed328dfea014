import type { Rep } from '../../records/rep.ts';
import type { Team } from '../../records/team.ts';
import { addDays } from '../calendar.ts';
import { demoId } from '../identity.ts';
import { places, type Place } from '../places.ts';
import { entry, type Random } from '../random.ts';
import { sampleRep } from '../rep.ts';
import { sampleTeam } from '../team.ts';

interface Post {
  name: string;
  mail: string;
  grade: Rep['grade'];
  title: string;
  phone: string;
  territory: readonly [Place, ...Place[]];
}

/** The eight reps: who they are and where they travel. */
export const posts: readonly Post[] = [
  {
    name: 'Anna Marsh',
    mail: 'anna.marsh',
    grade: 'principal',
    title: 'Head of Team North',
    phone: '+49 40 66969 900',
    territory: [places.hamburg, places.berlin],
  },
  {
    name: 'Thomas Reid',
    mail: 'thomas.reid',
    grade: 'senior',
    title: 'Senior relationship manager',
    phone: '+353 20 910 9001',
    territory: [places.dublin, places.cologne],
  },
  {
    name: 'Grace Holloway',
    mail: 'grace.holloway',
    grade: 'intermediate',
    title: 'Relationship manager',
    phone: '+1 617 555 0100',
    territory: [places.boston, places.newYork],
  },
  {
    name: 'Daniel Okafor',
    mail: 'daniel.okafor',
    grade: 'junior',
    title: 'Junior relationship manager',
    phone: '+1 312 555 0100',
    territory: [places.chicago, places.minneapolis],
  },
  {
    name: '陈思远',
    mail: 'siyuan.chen',
    grade: 'principal',
    title: '华东区主管',
    phone: '+86 100 0000 9001',
    territory: [places.shanghai],
  },
  {
    name: '林晓彤',
    mail: 'xiaotong.lin',
    grade: 'senior',
    title: '高级客户经理',
    phone: '+86 100 0000 9002',
    territory: [places.hangzhou, places.ningbo],
  },
  {
    name: '赵明轩',
    mail: 'mingxuan.zhao',
    grade: 'intermediate',
    title: '客户经理',
    phone: '+86 100 0000 9003',
    territory: [places.nanjing, places.hefei],
  },
  {
    name: '周雨晴',
    mail: 'yuqing.zhou',
    grade: 'junior',
    title: '初级客户经理',
    phone: '+86 100 0000 9004',
    territory: [places.suzhou, places.wuxi],
  },
];

/** Two teams and eight reps, the first four in the one and the rest in the other. */
export function makePeople(random: Random, today: string): { teams: Team[]; reps: Rep[] } {
  const createdAt = `${addDays(today, -900)}T08:00:00.000Z`;
  const team = (index: number, name: string, mode: Team['mode'], managerId: string) =>
    sampleTeam(random.fork(`team/${index}`), { id: demoId('team', index), name, mode, managerId, createdAt });
  const teams = [team(0, 'North', 'own-post', demoId('rep', 0)), team(1, '华东', 'own-department', demoId('rep', 4))];
  const reps = posts.map((post, index) =>
    sampleRep(random.fork(`rep/${index}`), {
      id: demoId('rep', index),
      name: post.name,
      email: `${post.mail}@liaise.example`,
      phone: post.phone,
      grade: post.grade,
      title: post.title,
      teamId: entry(teams, index < 4 ? 0 : 1).id,
      language: post.territory[0].language,
      timeZone: post.territory[0].timeZone,
      createdAt,
      today,
    }),
  );
  return { teams, reps };
}
