import { chinese, english } from './words.js';

const fromPage = { ...english };
const attributes = { label: ['aria-label', 'label'], placeholder: ['placeholder'] };

/** A text as a template: elements inside that have a place of their own become `{place}`. */
const templateOf = (element) =>
  [...element.childNodes]
    .map((node) => (node.dataset?.slot ? `{${node.dataset.slot}}` : (node.textContent ?? '')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

for (const element of document.querySelectorAll('[data-text]')) fromPage[element.dataset.text] = templateOf(element);
for (const [kind, names] of Object.entries(attributes)) {
  for (const element of document.querySelectorAll(`[data-${kind}]`)) {
    const name = names.find((one) => element.hasAttribute(one));
    fromPage[element.dataset[kind]] ??= element.getAttribute(name);
  }
}

/** The words of the language that is shown. */
export let words = fromPage;

/** Puts a text into an element; `{place}` stands for the element in it that has this place. */
function fill(element, text) {
  const parts = text.split(/\{(\w+)\}/);
  if (parts.length === 1) element.textContent = text;
  else {
    element.replaceChildren(
      ...parts.map((part, index) => (index % 2 ? element.querySelector(`[data-slot="${part}"]`) : part)),
    );
  }
}

/** Shows the page in a language: `en` or `zh-CN`. The elements follow `lang` by themselves. */
export function speak(language) {
  words = language === 'zh-CN' ? chinese : fromPage;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) fill(element, words[element.dataset.text]);
  for (const [kind, names] of Object.entries(attributes)) {
    for (const element of document.querySelectorAll(`[data-${kind}]`)) {
      const name = names.find((one) => element.hasAttribute(one));
      element.setAttribute(name, words[element.dataset[kind]]);
    }
  }
}
