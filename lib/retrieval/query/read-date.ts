// Client-safe.

/** The days from `from` up to, but without, `before`; both as YYYY-MM-DD. */
export type Period = { from: string; before: string };

/** The year, month or day that is written so: 2025, 2025-01, 2025-01-31, also with `/` or `.` between. */
export function readDate(written: string): Period | undefined {
  const found = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(written);
  if (!found) return undefined;
  const year = Number(found[1]);
  if (year < 1900 || year > 2999) return undefined;
  if (found[2] === undefined) return { from: dayOf(year, 1, 1), before: dayOf(year + 1, 1, 1) };
  const month = Number(found[2]);
  if (month < 1 || month > 12) return undefined;
  if (found[3] === undefined) return { from: dayOf(year, month, 1), before: dayOf(year, month + 1, 1) };
  const day = Number(found[3]);
  const from = dayOf(year, month, day);
  // A day that the month does not have would count on into the next one.
  return day >= 1 && Number(from.slice(8)) === day ? { from, before: dayOf(year, month, day + 1) } : undefined;
}

function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
