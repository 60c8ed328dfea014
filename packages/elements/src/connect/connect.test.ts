import { expect } from '@open-wc/testing';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { ids, sampleKpi } from '@liaise/testing/samples';
import type { KpiBadge } from '../kpi-badge/kpi-badge.ts';
import type { Connect } from './connect.ts';
import './connect.define.ts';
import '../kpi-badge/kpi-badge.define.ts';

const asks = { kpi: 'retention-rate', subject: `rep:${ids.rep}`, period: '2026-Q4' };

describe('<liaise-connect>', () => {
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  const sourceOf = (value: number): MemorySource => createMemorySource({ world: { kpis: [sampleKpi({ value })] } });

  async function connect(source: MemorySource, into: Node = place): Promise<Connect> {
    const provider = Object.assign(document.createElement('liaise-connect'), { source });
    into.appendChild(provider);
    await provider.updateComplete;
    return provider;
  }

  async function badgeIn(parent: Node): Promise<KpiBadge> {
    const badge = Object.assign(document.createElement('liaise-kpi-badge'), asks);
    parent.appendChild(badge);
    await drawn(badge);
    return badge;
  }

  it('takes no part in the layout of the page', async () => {
    const provider = await connect(sourceOf(0.5));
    expect(getComputedStyle(provider).display).to.equal('contents');
  });

  it('gives what stands in it its source, across shadow trees', async () => {
    const provider = await connect(sourceOf(0.5));
    const host = document.createElement('section');
    provider.append(host);
    const badge = await badgeIn(host.attachShadow({ mode: 'open' }));
    expect(shownText(badge)).to.include('50%');
  });

  it('does not meet another one, beside it or around it', async () => {
    const outer = await connect(sourceOf(0.1));
    const inner = await connect(sourceOf(0.2), outer);
    const beside = await connect(sourceOf(0.3));
    expect(shownText(await badgeIn(outer))).to.include('10%');
    expect(shownText(await badgeIn(inner))).to.include('20%');
    expect(shownText(await badgeIn(beside))).to.include('30%');
  });

  it('hands a new source to what stands in it, and ends the questions to the old one', async () => {
    const before = sourceOf(0.1);
    const provider = await connect(before);
    const badge = await badgeIn(provider);
    expect(before.running).to.equal(1);
    provider.source = sourceOf(0.9);
    await provider.updateComplete;
    await drawn(badge);
    expect(shownText(badge)).to.include('90%');
    expect(before.running).to.equal(0);
  });

  it('takes its source along when it is moved', async () => {
    const provider = await connect(sourceOf(0.5));
    const badge = await badgeIn(provider);
    const elsewhere = document.createElement('div');
    place.append(elsewhere);
    elsewhere.append(provider);
    await drawn(badge);
    expect(badge.state).to.equal('ready');
  });

  it('gives the language and the colour scheme to what stands in it', async () => {
    const provider = await connect(sourceOf(0.5));
    const badge = await badgeIn(provider);
    Object.assign(provider, { locale: 'zh-CN', theme: 'dark' });
    await provider.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await drawn(badge);
    expect(shownText(badge)).to.include('客户保留率');
    expect(getComputedStyle(badge).colorScheme).to.equal('dark');
    const base = badge.shadowRoot?.querySelector('[part="base"]');
    expect(base && getComputedStyle(base).colorScheme).to.equal('dark');
    provider.theme = 'auto';
    await provider.updateComplete;
    expect(getComputedStyle(badge).colorScheme).to.equal(getComputedStyle(document.body).colorScheme);
  });

  it('reaches a gateway with the page’s token, and says when it cannot', async () => {
    const asked: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.reject(new TypeError('no line'));
    };
    try {
      const provider = Object.assign(document.createElement('liaise-connect'), {
        url: 'https://gateway.example',
        getToken: () => Promise.resolve({ token: 'a.b.c', expiresAt: '2100-01-01T00:00:00Z' }),
      });
      place.append(provider);
      const badge = await badgeIn(provider);
      for (let turn = 0; badge.state === 'loading' && turn < 300; turn++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      expect(badge.state).to.equal('offline');
      expect(asked.every((url) => url.startsWith('https://gateway.example/v1/'))).to.equal(true);
      provider.remove();
    } finally {
      globalThis.fetch = real;
    }
  });
});
