import { call } from './gateway.js';
import { connectAs, periods, person, subjectOf, user } from './settings.js';

const get = (selector) => document.querySelector(selector);
const period = get('select[name="period"]');
const figure = get('select[name="figure"]');
const whose = get('select[name="subject"]');
const survey = get('select[name="survey"]');
let asking = new AbortController();

/** Tells each element whom and which period it speaks of; the elements do the rest. */
function show() {
  const who = person();
  const { [period.value]: chosen } = periods();
  for (const element of document.querySelectorAll(
    '.team :is(liaise-leaderboard, liaise-scorecard, liaise-goals, liaise-targets, liaise-survey-results)',
  )) {
    element.setAttribute('period', chosen);
  }
  const board = get('liaise-leaderboard');
  board.toggleAttribute('kpi', false);
  board.toggleAttribute('model', false);
  board.setAttribute(...figure.value.split(' '));
  if (who.team) board.setAttribute('team', who.team);
  else board.removeAttribute('team');

  const own = subjectOf(who);
  get('liaise-scorecard').setAttribute('subject', whose.value || own);
  for (const name of ['liaise-goals', 'liaise-targets', 'liaise-value-pyramid']) get(name).setAttribute('subject', own);

  const voice = get('liaise-survey-results');
  const [kind, id] = (whose.value || own).split(':');
  for (const name of ['rep', 'team']) {
    if (name === kind) voice.setAttribute(name, id);
    else voice.removeAttribute(name);
  }
  voice.setAttribute('survey', survey.value);
  voice.setAttribute('by', kind === 'rep' ? 'customer' : 'rep');
}

/** Whoever leads others chooses among them. */
async function offer({ role, team }, address) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  whose.replaceChildren();
  get('#whose').hidden = role === 'rep';
  get('#aims').hidden = role === 'rep';
  if (role === 'rep') return;
  const [{ items: teams }, { items: reps }] = await Promise.all([
    call(address, '/v1/teams?limit=100', { signal }),
    call(address, `/v1/reps?limit=100${team ? `&teamId=${team}` : ''}`, { signal }),
  ]);
  const named = [
    ...teams.filter(({ id }) => !team || id === team).map(({ id, name }) => [`team:${id}`, name]),
    ...reps.map(({ id, name }) => [`rep:${id}`, name]),
  ];
  whose.append(...named.map(([value, name]) => new Option(name, value)));
}

async function signIn() {
  const who = person();
  const isCustomer = who.role === 'contact';
  get('#for-staff').hidden = !isCustomer;
  for (const section of document.querySelectorAll('.team > section')) section.hidden = isCustomer;
  if (isCustomer) return;
  const address = connectAs(who);
  // Without the list of names the elements still show the caller's own.
  await offer(who, address).catch(() => undefined);
  show();
}

for (const field of [period, figure, whose, survey]) field.addEventListener('change', show);
user.addEventListener('change', () => void signIn());
await signIn();
