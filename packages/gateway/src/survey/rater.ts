import type { Rep } from '@liaise/core/records/rep';
import type { ResponseCreate } from '@liaise/core/records/survey';
import type { Team } from '@liaise/core/records/team';
import type { SurveyContext } from '@liaise/core/survey';
import { bodyRefusal, forbidden } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';

/** What a 360-degree form's logic reads of who answers: `rater.role`, in the words of a definition. */
export function raterContext(role: ResponseCreate['raterRole']): SurveyContext {
  if (role === undefined) return {};
  return { fields: { 'rater.role': role === 'peer' || role === 'report' ? 'colleague' : role } };
}

/** In which role one rep speaks about another, by who leads whom. */
async function roleOf({ actor, work }: Call, about: Rep): Promise<'self' | 'superior' | 'peer' | 'report'> {
  if (actor.repId === about.id) return 'self';
  const leads = async (leader: string | undefined, teamId: string): Promise<boolean> => {
    const team = await work.read<Team>('teams', teamId);
    return leader !== undefined && team?.managerId === leader;
  };
  if ((actor.role === 'manager' && actor.teamIds.includes(about.teamId)) || (await leads(actor.repId, about.teamId)))
    return 'superior';
  const own = actor.repId === undefined ? null : await work.read<Rep>('reps', actor.repId);
  return own && (await leads(about.id, own.teamId)) ? 'report' : 'peer';
}

/**
 * Checks a response about a rep: that its role is the caller's own towards that rep. Those who run the system bring in what came from elsewhere,
 * in any role.
 *
 * @returns the rep who speaks, kept so that each speaks once; undefined for any other response
 */
export async function raterOf(call: Call, body: ResponseCreate): Promise<string | undefined> {
  const { actor, work } = call;
  const { aboutRepId, raterRole } = body;
  if (aboutRepId === undefined) {
    if (raterRole !== undefined) throw bodyRefusal('aboutRepId', 'required', 'Say which rep the answers are about.');
    if (body.source === 'page')
      throw bodyRefusal('source', 'not-from-a-page', 'Answers on a page are saved by its session.');
    return undefined;
  }
  if (raterRole === undefined) throw bodyRefusal('raterRole', 'required', 'Say in which role the answers are given.');
  const about = await work.read<Rep>('reps', aboutRepId);
  if (!about) throw bodyRefusal('aboutRepId', 'unknown-rep', 'There is no such rep.');
  if (actor.role === 'admin' || actor.role === 'service') return undefined;
  if (actor.repId === undefined) throw forbidden('Only a rep speaks about a rep: the token names none.');
  if (body.customerId !== undefined) throw bodyRefusal('customerId', 'not-a-customer', 'You speak for yourself here.');
  const role = await roleOf(call, about);
  if (role !== raterRole) throw bodyRefusal('raterRole', 'another-role', `Towards this rep your role is ${role}.`);
  return actor.repId;
}
