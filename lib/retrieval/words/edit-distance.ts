/**
 * How many letters must be put in, left out, replaced or swapped with their neighbour to turn one word into the other
 * (optimal string alignment, a restricted Damerau–Levenshtein distance), or `undefined` when it is more than `most`.
 * Only the diagonal band that can stay within `most` is computed.
 */
export function editDistance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  const width = b.length + 1;
  const out = most + 1;
  let before: number[] = [];
  let above = Array.from({ length: width }, (_, j) => Math.min(j, out));
  for (let i = 1; i <= a.length; i++) {
    const row = Array.from({ length: width }, () => out);
    if (i <= most) row[0] = i;
    let least = row[0] ?? out;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min((above[j - 1] ?? out) + (same ? 0 : 1), (above[j] ?? out) + 1, (row[j - 1] ?? out) + 1);
      if (i > 1 && j > 1 && !same && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, (before[j - 2] ?? out) + 1);
      row[j] = Math.min(distance, out);
      least = Math.min(least, row[j] ?? out);
    }
    // A later row can be reached over the one before this one, by a swap.
    if (least > most && Math.min(...above) > most) return undefined;
    before = above;
    above = row;
  }
  const distance = above[b.length] ?? out;
  return distance <= most ? distance : undefined;
}
