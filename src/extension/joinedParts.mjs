// The parts of the program in one file, as they are shipped: a function for each, which runs when it is first needed.
// esbuild's own way to turn a part into a required module costs half a kilobyte each, which no compression takes back.

import ts from 'typescript';

/** `a as b` of an export or import, as a property of an object: `b: a`. */
function property({ propertyName, name }, isExport) {
  const [outside, inside] = isExport ? [name, propertyName ?? name] : [propertyName ?? name, name];
  return outside.text === inside.text ? inside.text : `${outside.text}:${inside.text}`;
}

/** `import … from "…"`, as the declaration of what is taken out of the required module. */
function importAsDeclaration({ importClause, moduleSpecifier }, required) {
  // A part does nothing but declare (nothing is imported for its effects): of which nothing is taken, it need not run.
  if (importClause === undefined) return '';
  const module = required(moduleSpecifier.text);
  const { name, namedBindings } = importClause;
  const targets = [];
  if (name !== undefined) targets.push(name.text);
  if (namedBindings !== undefined && ts.isNamespaceImport(namedBindings)) targets.push(namedBindings.name.text);
  if (namedBindings !== undefined && ts.isNamedImports(namedBindings))
    targets.push(`{${namedBindings.elements.map((element) => property(element, false)).join(',')}}`);
  return `const ${targets.map((target) => `${target}=${module}`).join(',')};`;
}

/**
 * What a module does, as statements that can stand in a function, and what it gives, as an object. Names are taken once,
 * when the part is run: what a part exports must not change afterwards (the linter allows no `export let`), and no two
 * parts may import each other.
 * @param code an ES module as esbuild writes it: imports in front, one export at the end
 * @param required the expression that gives the module of a specifier
 * @param awaited the expression that promises it
 * @returns {{ statements: string, exported: string }}
 */
export function readModule(code, { required, awaited }) {
  const source = ts.createSourceFile('part.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const edits = [];
  const exported = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) edits.push([statement, importAsDeclaration(statement, required)]);
    else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined) {
      exported.push(...statement.exportClause.elements.map((element) => property(element, true)));
      edits.push([statement, '']);
    } else if (ts.isExportAssignment(statement) || (statement.modifiers ?? []).some(isExportKeyword))
      throw new Error(`An export that cannot be joined: ${statement.getText(source).slice(0, 100)}`);
  }
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      edits.push([node, awaited(node.arguments[0].text)]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let body = code;
  for (const [node, text] of edits.sort(([a], [b]) => b.pos - a.pos))
    body = body.slice(0, node.getStart(source)) + text + body.slice(node.end);
  return { statements: body.trim(), exported: `{${exported.join(',')}}` };
}

function isExportKeyword({ kind }) {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** A module that requires the others and gives what it exports. */
export function moduleText({ statements, exported }) {
  return `"use strict";${statements}\nmodule.exports=${exported};\n`;
}

/**
 * A module that gives a part by its number.
 * @param others names of the files beside it, from which its parts take others as `name(number)`
 */
export function joinedText(parts, others) {
  const functions = [...parts]
    .sort(([one], [other]) => one - other)
    .map(([number, { statements, exported }]) => `${number}(){${statements}\nreturn${exported}}`);
  const doors = others.map((name) => `${name}=number=>require("./${name}.js")(number),`).join('');
  return `"use strict";const ${doors}parts={${functions.join(',\n')}},loaded={},part=number=>loaded[number]??=parts[number]();module.exports=part;\n`;
}
