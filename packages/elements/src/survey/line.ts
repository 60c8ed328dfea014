import type { ReactiveControllerHost } from 'lit';
import type { Answer, Question } from '@liaise/sdk/source';
import { noticeRules } from '../base/notices.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon } from '../base/icons.ts';
import { localeOf } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import type { SurveyFlow } from './flow.ts';
import { adopt, css, html, nothing, type TemplateResult } from './kit.ts';
import { lineMessages } from './line.messages.ts';
import type { Survey } from './survey.ts';

type Saving = 'nothing' | 'saving' | 'delivered' | 'queued' | 'failed' | 'refused' | 'unusable' | 'tooMany';

const pictures = { delivered: 'check', queued: 'cloud' } as const;

/** What a refusal tells, as far as it is read here. */
interface Refusal {
  code?: unknown;
  issues?: readonly { path: string; code: string }[];
}

type Opened = Answer<'survey'>;
type FieldValues = Readonly<Record<string, string | number | boolean>>;

const quietRules = css`
  .inner:has(> .quiet) {
    display: none;
  }
`;

/** Ties an element to the nearest source; it asks for nothing while the page has a definition of its own. */
export function connect(survey: Survey): SurveyLine {
  adopt(survey.renderRoot as ShadowRoot, noticeRules);
  adopt(survey.renderRoot as ShadowRoot, quietRules);
  const line: SurveyLine = new SurveyLine(survey, () => {
    if (survey.definition) return undefined;
    if (survey.token) return { token: survey.token };
    // Whoever asks for it themself gets it, although it may not be time to ask.
    const ownAct = survey.hasAttribute('own-act');
    return survey.survey ? { survey: survey.survey, ...(ownAct && { ownAct }) } : undefined;
  });
  line.proposed = read(survey, 'prefill');
  line.fields = read(survey, 'fields') as FieldValues;
  return line;
}

/** Reads an attribute that holds a JSON object, as the page of a link writes it. What is none counts as empty. */
function read(survey: Survey, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(survey.getAttribute(name) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** What ties a survey to a source: asks for it, saves answers and says how that went. Not loaded for a definition of the page's own. */
export class SurveyLine {
  readonly asked: DataController<'survey'>;
  readonly #host: ReactiveControllerHost;
  #saving: Saving = 'nothing';
  #running: Promise<unknown> = Promise.resolve();
  #newest = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #saved: unknown;
  #flow: SurveyFlow | undefined;
  #seen: { from: Opened; shown: Opened } | undefined;
  #after: typeof import('./after.ts') | undefined;
  #isComing = false;

  /** Answers that an address proposes: they stand in the questions and count once the person goes on. */
  proposed: Readonly<Record<string, unknown>> = {};
  /** Hidden fields that came with the address. */
  fields: FieldValues = {};
  /** What the gateway told last of a finished answer. */
  told: Pick<Opened, 'savedAt' | 'correctable' | 'outcomes'> | undefined;
  /** The `savedAt` of the finished answer that is being corrected. */
  corrects: string | undefined;
  /** What takes an anonymous answer back: known to the person only. */
  receipt: string | undefined;
  /** The person took the answer back here. */
  withdrawn = false;

  /** @param question what to ask the source for; undefined while there is nothing to ask */
  constructor(host: ReactiveControllerHost & Element, question: () => Question<'survey'> | undefined) {
    this.#host = host;
    this.asked = new DataController(host, { kind: 'survey', question });
  }

  /** The survey, as the source tells it, with what the address brought along. */
  get opened(): Opened | undefined {
    const { data } = this.asked;
    if (!data) return undefined;
    if (this.#seen?.from !== data) {
      const { answers, fields } = data;
      const proposed = data.status === 'open' ? this.proposed : {};
      const shown = {
        ...data,
        answers: { ...proposed, ...answers } as Opened['answers'],
        fields: { ...this.fields, ...fields },
      };
      this.#seen = { from: data, shown };
    }
    const { shown } = this.#seen;
    // An end that waits on this device, given on this very page: it is finished once the save says that it is safe.
    const isOwn = shown.status === 'finished' && shown.savedAt === null && this.#saving !== 'nothing';
    return isOwn || this.corrects !== undefined ? { ...shown, status: 'open' } : shown;
  }

  /** Whether the last save has reached the gateway; false while it waits on this device. */
  get delivered(): boolean {
    return this.#saving === 'delivered';
  }

  /** Fetches the words of a language; undefined when they are here. */
  load(language: string): Promise<void> | undefined {
    return lineMessages.load(language);
  }

  /** A new survey: nothing is saved of it yet. What is proposed is shown first, and saved once the person goes on. */
  begin(flow: SurveyFlow): void {
    this.#flow = flow;
    const known = this.asked.data?.answers ?? {};
    const first = flow.way.find((id) => id in flow.answers && !(id in known));
    if (first !== undefined) flow.goTo(first);
    this.#saved = first === undefined ? flow.answers : undefined;
    this.#saving = 'nothing';
    this.told = this.corrects = this.receipt = undefined;
    this.withdrawn = false;
  }

  /** Takes the person through the survey again; what they send replaces the answer that was saved then. */
  correct(savedAt: string): void {
    const flow = this.#flow;
    const [first] = flow?.way ?? [];
    if (!flow || first === undefined) return;
    this.corrects = savedAt;
    flow.finished = false;
    flow.goTo(first);
    this.redraw();
  }

  /** Draws the element again. */
  redraw(): void {
    this.#host.requestUpdate();
  }

  /** Code for what comes after the end, or beside the questions; undefined until it is here. */
  get #more(): typeof import('./after.ts') | undefined {
    if (!this.#isComing) {
      this.#isComing = true;
      import('./after.ts').then(
        (code) => {
          this.#after = code;
          this.redraw();
        },
        // Without a line it is asked for again with the next drawing.
        () => (this.#isComing = false),
      );
    }
    return this.#after;
  }

  /** Saves once the person pauses in their typing, so that a tab that is closed then takes nothing along. */
  soon(flow: SurveyFlow, language: string): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.save(flow, false, language), 1000);
  }

  /**
   * Saves the answers that the logic shows, after what is being saved already; of several that wait only the newest.
   *
   * @returns whether they are safe, at the gateway or on this device
   */
  async save(flow: SurveyFlow, final: boolean, language: string): Promise<boolean> {
    clearTimeout(this.#pause);
    const { opened } = this;
    const { source } = this.asked;
    const { corrects, fields } = this;
    // A finished answer is replaced as a whole, once the person sends it.
    if (!opened || (!final && (this.#saved === flow.answers || corrects !== undefined))) return true;
    if (!source) {
      this.#tell('failed');
      return false;
    }
    const mine = ++this.#newest;
    const before = this.#running;
    const run = async (): Promise<boolean> => {
      await before.catch(() => undefined);
      if (mine !== this.#newest) return true;
      const { answers, shown } = flow;
      try {
        const { token, device, work } = opened;
        if (final && flow.definition.anonymous) this.receipt ??= newReceipt();
        const order = {
          token,
          answers: { ...shown },
          final,
          language,
          ...(device !== undefined && { device }),
          ...(final && this.receipt !== undefined && { receipt: this.receipt }),
          ...(final && work !== undefined && { work }),
          ...(corrects !== undefined && { corrects }),
          ...(Object.keys(fields).length > 0 && { fields }),
        };
        const { state, result } = await source.submit('answer-survey', order);
        this.#saved = answers;
        if (final && state === 'delivered') this.told = result;
        if (final) this.corrects = undefined;
        if (mine === this.#newest) this.#tell(state);
        return true;
      } catch (cause) {
        if (mine === this.#newest) this.#tell(this.#why(cause as Refusal, flow));
        return false;
      }
    };
    this.#tell('saving');
    const running = run();
    this.#running = running;
    return running;
  }

  /**
   * Gives a file of an answer to the source.
   *
   * @returns whether the gateway has it; false while it is kept on this device
   */
  async attach(question: string, id: string, file: File): Promise<boolean> {
    const { opened, asked } = this;
    if (!opened || !asked.source) throw new Error('There is no source to take the file.');
    const order = { token: opened.token, question, id, name: file.name, file };
    return (await asked.source.submit('attach-file', order)).state === 'delivered';
  }

  /** Tells the source that the person wants to be asked later, or not again (null). Without a line the device keeps it until there is one. */
  async defer(until: Date | null): Promise<void> {
    const { opened } = this;
    if (!opened) return;
    const order = { token: opened.token, until: until?.toISOString() ?? null };
    // The page remembers it too; a link that is none any more asks nobody.
    await this.asked.source?.submit('defer-survey', order).catch(() => undefined);
  }

  /** In place of a question: why there is none. Undefined while one may still come. */
  drawTrouble(language: string): TemplateResult | undefined {
    const { state, snapshot } = this.asked;
    const words = lineMessages.words(language);
    // Who is not to be asked now is not told so either.
    if ('error' in snapshot && snapshot.error?.code === 'not-now') return html`<span class="quiet"></span>`;
    const { opened } = this;
    if (this.withdrawn || opened?.status === 'withdrawn')
      return html`<p class="said" role="status">${words.withdrawn}</p>`;
    if (opened?.status === 'closed') return html`<p class="said" role="status">${words.closed}</p>`;
    if (state === 'forbidden') return html`<p class="said" role="status">${words.unusable}</p>`;
    if (state === 'loading' || state === 'ready' || state === 'stale') return undefined;
    return html`${notice(this.asked, words, localeOf(language))}`;
  }

  /** How the answers got on, in a place that is always there, so that it is read out. */
  drawSaved(language: string, finishing: boolean): TemplateResult {
    const words = lineMessages.words(language);
    const saving = this.#saving;
    const isBad = saving !== 'saving' && saving !== 'nothing' && !(saving in pictures);
    const text = saving === 'nothing' ? '' : saving === 'saving' ? (finishing ? words.sending : '') : words[saving];
    const picture = isBad ? 'alert' : saving === 'queued' || saving === 'delivered' ? pictures[saving] : undefined;
    return html`<p class="saved ${isBad ? 'failed' : ''}" role="status">${picture ? icon(picture) : nothing}${text}</p>
      ${saving in pictures && this.opened?.resume ? this.#more?.drawResume(this, words) : nothing}`;
  }

  /** After the end: where the answers are. */
  drawArrived(language: string): TemplateResult {
    const words = lineMessages.words(language);
    // After a reload the source says so: what still waits on this device was never saved elsewhere.
    const queued = this.#saving === 'queued' || (this.#saving === 'nothing' && this.opened?.savedAt === null);
    if (this.withdrawn) return html`<p class="said">${words.withdrawn}</p>`;
    return html`<p class="hint">${icon(queued ? 'cloud' : 'check')} ${queued ? words.keptHere : words.arrived}</p>
      ${this.#more?.drawAfter(this, words, language)}`;
  }

  #tell(saving: Saving): void {
    this.#saving = saving;
    this.#host.requestUpdate();
  }

  /** What a refusal means; a question it names is shown, with what is wrong. */
  #why({ code, issues = [] }: Refusal, flow: SurveyFlow): Saving {
    switch (code) {
      case 'link-unusable':
      case 'not-found':
      case 'forbidden':
        return 'unusable';
      case 'rate-limited':
        return 'tooMany';
      case 'conflict':
        // Finished or closed elsewhere: the source tells which.
        this.asked.refresh();
        return 'failed';
      case 'invalid-body': {
        const named = issues.flatMap((issue): [string, string][] => {
          const id = /(?:^|\.)answers\.([^.]+)/.exec(issue.path)?.[1];
          return id !== undefined && flow.way.includes(id) ? [[id, issue.code]] : [];
        });
        // The first is gone to; where all questions stand on the page, each says what is wrong with it.
        if (named[0]) flow.goTo(named[0][0]);
        flow.faults = Object.fromEntries(named);
        return 'refused';
      }
      default:
        return 'failed';
    }
  }
}

/** 128 random bits in base64url. */
function newReceipt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (one) => ({ '+': '-', '/': '_' })[one] ?? '');
}
