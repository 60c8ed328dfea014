/** Tells of `define('liaise-…', Class)` in a define entry, which stands for `customElements.define`. */
const definitions = {
  name: 'liaise-definitions',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'define' || !moduleDoc.path.endsWith('.define.ts'))
      return;
    const [tag, element] = node.arguments;
    if (!tag || !element || !ts.isStringLiteral(tag)) return;
    moduleDoc.exports = [
      ...(moduleDoc.exports ?? []),
      {
        kind: 'custom-element-definition',
        name: tag.text,
        declaration: { name: element.getText(), module: moduleDoc.path.replace('.define.ts', '.ts') },
      },
    ];
  },
};

/** What is of use to whoever places an element: no private or protected members, each event by its name. */
const publicOnly = {
  name: 'liaise-public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations = [] } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (declaration.events)
          declaration.events = declaration.events.filter(({ name }) => name?.startsWith('liaise-'));
        declaration.members = declaration.members?.filter(
          ({ privacy, name, inheritedFrom, kind }) =>
            privacy !== 'private' &&
            privacy !== 'protected' &&
            !name.startsWith('#') &&
            !(kind === 'method' && inheritedFrom) &&
            name !== 'languageMayHaveChanged',
        );
      }
    }
  },
};

/** What is known of each element, for docs tables, editors and frameworks: `custom-elements.json`. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.messages*.ts', 'src/**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [definitions, publicOnly],
};
