import { words } from './language.js';

const rows = document.querySelector('#rows');
const count = document.querySelector('#count');
const search = document.querySelector('[name="search"]');
const figure = document.querySelector('[name="figure"]');

let all = [];

const cell = (text, className) => {
  const made = document.createElement('td');
  made.className = className;
  made.textContent = text;
  return made;
};

function rowOf({ id, name, language, tier, stage, industry, site }) {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  const link = document.createElement('a');
  link.href = `#customer=${id}`;
  link.textContent = name;
  if (language) link.lang = language;
  head.append(link);

  const [kpi, period] = figure.value.split(' ');
  const badge = document.createElement('liaise-kpi-badge');
  badge.setAttribute('kpi', kpi);
  badge.setAttribute('subject', `customer:${id}`);
  badge.setAttribute('period', period);
  // The column says what the figure is; who cannot see the column hears it here.
  const label = document.createElement('span');
  label.className = 'unseen';
  label.textContent = figure.selectedOptions[0].text;
  badge.append(label);
  const last = cell('', 'number');
  last.append(badge);

  row.append(
    head,
    cell(words.tiers[tier] ?? '–', 'wide'),
    cell(words.stages[stage] ?? '–', 'wide'),
    cell(industry ?? '–', 'widest'),
    cell(site?.city ?? '–', 'wide'),
    last,
  );
  row.dataset.customer = id;
  row.dataset.search = `${name} ${site?.city ?? ''} ${industry ?? ''}`.toLocaleLowerCase();
  return row;
}

function say(text) {
  const row = document.createElement('tr');
  const only = cell(text, 'quiet');
  only.colSpan = 6;
  row.append(only);
  rows.replaceChildren(row);
  count.textContent = '';
}

function filter() {
  const wanted = search.value.trim().toLocaleLowerCase();
  let shown = 0;
  for (const row of rows.querySelectorAll('[data-customer]')) {
    row.hidden = !row.dataset.search.includes(wanted);
    if (!row.hidden) shown += 1;
  }
  rows.querySelector('.none')?.remove();
  if (all.length > 0 && shown === 0) {
    const row = document.createElement('tr');
    row.className = 'none';
    const only = cell(words.none, 'quiet');
    only.colSpan = 6;
    row.append(only);
    rows.append(row);
  }
  count.textContent = all.length > 0 ? words.count(shown, all.length) : '';
}

/** Draws the table anew: for other customers, another figure or another language. */
export function drawCustomers(customers = all) {
  all = customers;
  document.querySelector('#figure-name').textContent = figure.selectedOptions[0].text;
  if (all.length === 0) say(words.loading);
  else {
    rows.replaceChildren(...all.map(rowOf));
    filter();
    mark();
  }
}

/** Shows why there are no customers. */
export function drawNoCustomers(text) {
  all = [];
  say(text);
}

let chosen;

/** Marks the row of the chosen customer. */
export function mark(id = chosen) {
  chosen = id;
  rows.querySelector('[aria-current]')?.removeAttribute('aria-current');
  const row = [...rows.querySelectorAll('[data-customer]')].find(({ dataset }) => dataset.customer === id);
  row?.querySelector('a').setAttribute('aria-current', 'true');
}

search.addEventListener('input', filter);
figure.addEventListener('change', () => drawCustomers());
