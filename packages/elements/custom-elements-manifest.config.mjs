/**
 * A define entry says `define('liaise-x', X)`: this ties the tag to the class in the manifest.
 * @returns {object} a plugin of the analyzer
 */
function defineEntries() {
  /** @type {Map<string, { tag: string, module: string }>} */
  const tags = new Map();
  return {
    name: 'define-entries',
    /** @param {any} phase */
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
      const [tag, name] = node.arguments;
      if (!tag || !name || !ts.isStringLiteral(tag) || !ts.isIdentifier(name)) return;
      tags.set(name.text, { tag: tag.text, module: moduleDoc.path });
    },
    /** @param {any} phase */
    packageLinkPhase({ customElementsManifest }) {
      /** @type {any[]} */
      const modules = customElementsManifest.modules;
      for (const module of modules) {
        for (const declaration of module.declarations ?? []) {
          const entry = declaration.kind === 'class' ? tags.get(declaration.name) : undefined;
          if (!entry) continue;
          declaration.tagName = entry.tag;
          declaration.customElement = true;
          const definition = {
            kind: 'custom-element-definition',
            name: entry.tag,
            declaration: { name: declaration.name, module: module.path },
          };
          modules.find(({ path }) => path === entry.module)?.exports.push(definition);
        }
      }
    },
  };
}

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts', 'src/**/*.messages*.ts', 'src/**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [defineEntries()],
};
