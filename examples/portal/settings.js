import { tokenAddress } from './gateway.js';
import { speak } from './language.js';

/* The settings in the head of each page: kept on this device, applied at once. */

export const { user, language, scheme, direction } = document.querySelector('.settings').elements;

for (const field of [user, language, scheme, direction]) {
  const kept = localStorage.getItem(`portal ${field.name}`);
  if ([...field.options].some(({ value }) => value === kept)) field.value = kept;
  field.addEventListener('change', () => localStorage.setItem(`portal ${field.name}`, field.value));
}
if (!localStorage.getItem('portal language') && navigator.language.startsWith('zh')) language.value = 'zh-CN';

function look() {
  document.documentElement.dataset.scheme = scheme.value;
  document.documentElement.dir = direction.value;
}

language.addEventListener('change', () => speak(language.value));
scheme.addEventListener('change', look);
direction.addEventListener('change', look);

/** Who is signed in: a role, and with it the rep and the team it speaks for. */
export function person() {
  const [role, rep, team] = user.value.split(' ');
  return { role, rep, team };
}

/** Whose figures are a person's own: a rep's, its team's, or the company's. */
export function subjectOf({ role, rep, team }) {
  return role === 'rep' ? `rep:${rep}` : role === 'manager' ? `team:${team}` : 'tenant';
}

/** Tells the page's provider who is signed in. Returns where that person's token comes from. */
export function connectAs({ role, rep }) {
  const staff = document.getElementById('staff');
  const address = tokenAddress(role, rep);
  if (new URL(staff.getAttribute('token-url'), document.baseURI).href !== address) {
    staff.setAttribute('token-url', address);
  }
  return address;
}

/** The calendar's periods of a day, such as `2026-11`, `2026-Q4` and `2026`. */
export function periods(day = new Date()) {
  const year = String(day.getFullYear());
  const month = day.getMonth();
  return {
    month: `${year}-${String(month + 1).padStart(2, '0')}`,
    quarter: `${year}-Q${Math.floor(month / 3) + 1}`,
    year,
  };
}

look();
speak(language.value);
