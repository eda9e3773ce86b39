// Median, spread and the lines of the table.

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

export const median = (values) => quantile(values, 0.5);

/** The median of the ratios of each round: what slows a round down meets both sides. */
export function ratioOf(ours, reference) {
  return median(ours.map((value, round) => value / reference[round]));
}

/** One figure: both sides, their ratio and what it should be. */
export function figure(id, what, unit, aim, { ours, reference }) {
  const ratio = ratioOf(ours, reference);
  return { id, what, unit, aim, ours, reference, ratio, reached: ratio <= aim };
}

function spread(values, unit) {
  const digits = unit === "ms" && median(values) < 20 ? 2 : unit === "MB" ? 1 : 0;
  const show = (value) => value.toFixed(digits);
  if (values.length === 1) return `${show(values[0])} ${unit}`;
  return `${show(median(values))} ${unit} (${show(quantile(values, 0.05))}–${show(quantile(values, 0.95))})`;
}

export function table(figures) {
  const rows = [["", "ours (5–95 %)", "reference (5–95 %)", "ratio", "aim", ""]];
  for (const { what, unit, ours, reference, ratio, aim, reached } of figures) {
    const verdict = reached ? "reached" : "missed";
    rows.push([what, spread(ours, unit), spread(reference, unit), ratio.toFixed(2), `≤ ${aim}`, verdict]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((text, column) => text.padEnd(widths[column])).join("  ").trimEnd())
    .join("\n");
}
