/** The filters as they stand in the address; empty means not filtered. */
export type FeedbackQuery = { value: string; reason: string; from: string; to: string; query: string };

/** What the address said, with nothing missing. */
export function feedbackQueryOf(filter: Partial<FeedbackQuery>): FeedbackQuery {
  const { value = '', reason = '', from = '', to = '', query = '' } = filter;
  return { value, reason, from, to, query };
}

/** Address of the list with these filters, at its first page. */
export function feedbackHref(filter: FeedbackQuery): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '')).toString();
  return `/admin/feedback${query ? `?${query}` : ''}`;
}
