import { drawQr } from '@liaise/core/draw';
import { toNode } from '../base/shape-node.ts';
import { html, type TemplateResult } from './kit.ts';

/** An address as a QR code. */
export const drawCode = (address: string, label: string): TemplateResult =>
  html`<div>${toNode(drawQr(address, { label, square: 5 }))}</div>`;
