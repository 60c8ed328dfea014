import type { Distribution, DistributionChange, DistributionCreate } from '@liaise/core/records/distribution';
import { bodyRefusal } from '../http/refusal.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** @throws {Refusal} for what a schema cannot tell */
function check({ channel, endpoint, trigger, reminders, remindAfterDays }: Distribution): void {
  if (channel !== 'email' && channel !== 'link' && endpoint === undefined)
    throw bodyRefusal('endpoint', 'required', `Say which webhook carries ${channel}: its name in the operator's file.`);
  if ((channel === 'email' || channel === 'link') && endpoint !== undefined)
    throw bodyRefusal('endpoint', 'not-taken', `A distribution by ${channel} goes through no webhook.`);
  if (trigger.visitTypes !== undefined && trigger.on !== 'visit')
    throw bodyRefusal('trigger.visitTypes', 'not-taken', 'Only what is sent after a visit names its types.');
  if (trigger.caseKinds !== undefined && trigger.on !== 'case')
    throw bodyRefusal('trigger.caseKinds', 'not-taken', 'Only what is sent after a case names its kinds.');
  if ((reminders ?? 0) > 0 && remindAfterDays === undefined)
    throw bodyRefusal('remindAfterDays', 'required', 'Say after how many days a reminder goes out.');
}

/**
 * A distribution sends to customers whom the manager who made it sees, or whom admins see. What happened before it became active is
 * let go.
 */
export const distributions: Hooks<Distribution, DistributionCreate, DistributionChange> = {
  refers: { surveyId: 'surveys' },
  create({ actor, now }, body) {
    const status = body.status ?? 'paused';
    const distribution: Distribution = {
      ...enveloped({ now }, body),
      status,
      channel: body.channel ?? 'email',
      ...(actor.role === 'manager' && actor.repId !== undefined ? { ownerId: actor.repId } : {}),
      ...(status === 'active' ? { activeSince: now } : {}),
    };
    check(distribution);
    return distribution;
  },
  change(call, before, after) {
    check(after);
    if (after.status === 'active' && before.status !== 'active') return { ...after, activeSince: call.now };
    return after;
  },
};
