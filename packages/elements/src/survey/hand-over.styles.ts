import { css } from 'lit';

export const handOverStyles = css`
  dialog {
    box-sizing: border-box;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 24px max(24px, calc(50vw - 20em));
    overflow: auto;
    border: 0;
    background: Canvas;
    color: CanvasText;
    font: inherit;
  }
  dialog::backdrop {
    background: Canvas;
  }
  button,
  input {
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid GrayText;
    border-radius: 6px;
    background: Canvas;
    color: CanvasText;
    font: inherit;
    font-size: max(16px, 1em);
  }
  .back {
    position: fixed;
    inset-block-end: 16px;
    inset-inline-end: 16px;
  }
  form {
    position: fixed;
    inset: auto 0 0;
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: center;
    padding: 16px 24px;
    border-block-start: 1px solid GrayText;
    background: Canvas;
  }
  form[hidden] {
    display: none;
  }
  label {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  p {
    flex-basis: 100%;
    margin: 0;
  }
`;
