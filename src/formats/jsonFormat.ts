// Values as JSON text in the style of a file that a person keeps: its indentation, its line ends, short things on one line.

export interface JsonStyle {
  /** One step of indentation. */
  readonly unit: string;
  readonly lineEnd: string;
}

/** Longer, and a value takes a line for each of its parts. */
const longestLine = 100;

/** As most of the file has it; two spaces where nothing is indented yet. */
export function detectStyle(text: string): JsonStyle {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = /^(\t|[ ]{1,8})(?=[^\s*])/m.exec(text)?.[1] ?? '  ';
  return { unit, lineEnd };
}

/** `{ "a": 1, "b": ["x"] }`. */
export function formatOnOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatOnOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${formatOnOneLine(part)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** @param indent Of the line on which the value begins. */
export function formatOnLines(value: unknown, indent: string, style: JsonStyle): string {
  if (typeof value !== 'object' || value === null) return formatOnOneLine(value);
  const inner = indent + style.unit;
  const [opening, closing] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((part) => formatValue(part, inner, style))
    : Object.entries(value).map(
        ([name, part]) => `${JSON.stringify(name)}: ${formatValue(part, inner, style, name.length + 4)}`,
      );
  if (parts.length === 0) return `${opening}${closing}`;
  const lines = parts.map((part) => `${style.lineEnd}${inner}${part}`);
  return `${opening}${lines.join(',')}${style.lineEnd}${indent}${closing}`;
}

/** On one line where it fits. */
export function formatValue(value: unknown, indent: string, style: JsonStyle, taken = 0): string {
  const line = formatOnOneLine(value);
  return indent.length + taken + line.length <= longestLine ? line : formatOnLines(value, indent, style);
}
