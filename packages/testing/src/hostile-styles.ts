/** A page's style sheet at its worst: rules for everything, all important. */
export const hostileStyles = new CSSStyleSheet();
hostileStyles.replaceSync(`
  * {
    color: rgb(255, 0, 0) !important;
    font-style: italic !important;
    font-weight: 900 !important;
    font-variant: small-caps !important;
    line-height: 4 !important;
    letter-spacing: 9px !important;
    word-spacing: 30px !important;
    text-transform: uppercase !important;
    text-indent: 50px !important;
    text-align: right !important;
    text-shadow: 3px 3px lime !important;
    white-space: pre !important;
    word-break: break-all !important;
    list-style: square inside !important;
    border-spacing: 20px !important;
    cursor: wait !important;
    quotes: '<' '>' !important;
    tab-size: 1 !important;
  }
  button, span, div, ul, li, p, dl, dt, dd, b, i, small, svg, header, footer, section, input, textarea, select, label {
    margin: 40px !important;
    padding: 40px !important;
    border: 9px dotted lime !important;
    background: black !important;
    float: right !important;
    transform: rotate(30deg) !important;
    display: inline !important;
    opacity: 0.2 !important;
    box-sizing: content-box !important;
    position: static !important;
  }
`);

/** What those styles may not change inside an element. */
export const shieldedProperties = [
  'color',
  'font-style',
  'font-weight',
  'font-variant-caps',
  'line-height',
  'letter-spacing',
  'word-spacing',
  'text-transform',
  'text-indent',
  'text-align',
  'text-shadow',
  'white-space-collapse',
  'word-break',
  'list-style-type',
  'cursor',
  'margin-top',
  'padding-left',
  'border-top-style',
  'background-color',
  'float',
  'transform',
  'display',
  'opacity',
  'box-sizing',
  'position',
] as const;
