/** A score with three decimals, as far as they tell scores apart. */
export function inFigures(score: number): string {
  return score.toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
}
