import { drawCustomers, drawNoCustomers, mark } from './customers.js';
import { addressOf, call, newId, tokenAddress } from './gateway.js';
import { words } from './language.js';
import { connectAs, language, periods, person, subjectOf, user } from './settings.js';

const get = (id) => document.getElementById(id);
const firstCustomer = '01946742-8400-7000-a30e-dd2668ad2ba8';
const survey = '019617d8-b400-7000-931f-c6cc79f19271';

const isNarrow = matchMedia('(max-width: 63.99rem)');
let address = '';
let customers = [];
let asking = new AbortController();

language.addEventListener('change', () => drawCustomers());
user.addEventListener('change', () => void signIn());

async function signIn() {
  const who = person();
  const isCustomer = who.role === 'contact';
  get('customer').hidden = !isCustomer;
  get('staff').hidden = isCustomer;
  document.querySelector('.top nav').hidden = isCustomer;
  get('problem').hidden = true;
  if (isCustomer) return answerAsCustomer();

  address = connectAs(who);
  for (const badge of document.querySelectorAll('#note liaise-kpi-badge, #figures liaise-kpi-badge')) {
    badge.setAttribute('subject', subjectOf(who));
    if (badge.dataset.period) badge.setAttribute('period', periods()[badge.dataset.period]);
  }
  return load();
}

/** The list of customers is the page's own; it asks for it as for any list of its company. */
async function load() {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  customers = [];
  drawCustomers(customers);
  try {
    let next = '';
    do {
      const page = await call(address, `/v1/customers?limit=500${next && `&cursor=${encodeURIComponent(next)}`}`, {
        signal,
      });
      customers.push(...page.items);
      next = page.next;
    } while (next);
  } catch (error) {
    if (signal.aborted) return;
    get('problem').hidden = !error.signIn;
    get('problem').textContent = words.noStandIn;
    drawNoCustomers(error.status === undefined ? words.noLine : words.failed);
    return;
  }
  get('problem').hidden = true;
  const rank = ['top', 'big', 'medium', 'small'];
  const place = ({ tier }) => (tier ? rank.indexOf(tier) : rank.length);
  const byName = new Intl.Collator(language.value).compare;
  customers.sort((one, other) => place(one) - place(other) || byName(one.name, other.name));
  drawCustomers(customers);
  const first = customers.find(({ id }) => id === firstCustomer) ?? customers[0];
  if (first) document.querySelector('#note liaise-customer-card').setAttribute('customer', first.id);
  choose();
}
window.addEventListener('online', () => {
  if (customers.length === 0 && user.value !== 'contact') void load();
});

/* The chosen customer: in the address, so that a link and the browser's own buttons lead to it. */

const asked = () => /^#customer=([\w-]+)$/.exec(location.hash)?.[1];

function choose() {
  const wanted = asked();
  const chosen = customers.find(({ id }) => id === wanted) ?? (isNarrow.matches ? undefined : customers[0]);
  const side = get('side');
  side.hidden = !chosen;
  document.querySelector('.desk').inert = isNarrow.matches && Boolean(chosen);
  document.body.classList.toggle('covered', isNarrow.matches && Boolean(chosen));
  mark(chosen?.id);
  if (!chosen || get('card').getAttribute('customer') === chosen.id) return;
  for (const element of [get('card'), get('logger')]) element.setAttribute('customer', chosen.id);
  get('link').hidden = true;
  get('handed').hidden = true;
}

let last;
window.addEventListener('hashchange', () => {
  const before = last;
  last = asked();
  choose();
  if (last && isNarrow.matches) {
    get('side').scrollTop = 0;
    get('side-title').focus();
  } else if (before && !last) document.querySelector(`a[href="#customer=${before}"]`)?.focus();
});
isNarrow.addEventListener('change', choose);
get('note').addEventListener('liaise-customer-opened', ({ customer }) => {
  location.hash = `#customer=${customer}`;
});
window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && document.body.classList.contains('covered')) {
    location.hash = '#customers';
  }
});

/* Surveys: a link for one customer. */

async function invite(from, customerId) {
  const body = { id: newId(), surveyId: survey, customerId };
  const { token } = await call(from, '/v1/invitations', { method: 'POST', body });
  return token;
}

get('make-link').addEventListener('click', async () => {
  const customerId = get('card').getAttribute('customer');
  get('problem').hidden = true;
  try {
    const token = await invite(address, customerId);
    if (get('card').getAttribute('customer') !== customerId) return;
    get('link').href = addressOf(`/s/${token}`);
    get('link').hidden = false;
    get('handed').setAttribute('token', token);
    get('handed').hidden = false;
  } catch {
    get('problem').textContent = words.linkFailed;
    get('problem').hidden = false;
  }
});

async function answerAsCustomer() {
  try {
    const token =
      sessionStorage.getItem('portal link') ??
      (await invite(tokenAddress('rep', '01944336-0000-7000-80b2-b45bbdcb5ea9'), firstCustomer));
    sessionStorage.setItem('portal link', token);
    get('survey').setAttribute('token', token);
    get('page').href = addressOf(`/s/${token}`);
    get('survey').hidden = false;
    get('page').hidden = false;
  } catch {
    get('problem').textContent = words.noStandIn;
    get('problem').hidden = false;
  }
}

last = asked();
await signIn();
