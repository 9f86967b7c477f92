// Medians and slopes: what the measures say of noisy samples.

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Distance between the first and the third quartile: how far to trust a median. */
export function spread(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return at(0.75) - at(0.25);
}

/** Least squares through `[x, y]` points. */
export function fitLine(points) {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = above / below;
  return { slope, intercept: meanY - slope * meanX };
}

export function rounded(value, digits = 2) {
  return Number(value.toFixed(digits));
}

/** The median and, in brackets, the spread. */
export function describeSample(values, unit = '', digits = 2) {
  return `${rounded(median(values), digits)}${unit} (±${rounded(spread(values) / 2, digits)})`;
}
