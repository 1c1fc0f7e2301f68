import { z } from 'zod';

/** What spending can be told apart by. */
export const usageGroups = ['day', 'person', 'model', 'step'] as const;

/** From an address: every field may be missing, and what cannot be read is refused with a sentence. */
export const usageFilter = z.object({
  by: z.enum(usageGroups, 'by: choose day, person, model or step.').default('day'),
  /** Days, both included, as 2026-03-31 in UTC. */
  from: z.iso.date('from: give a day as 2026-03-31.').optional(),
  to: z.iso.date('to: give a day as 2026-03-31.').optional(),
});

export type UsageFilter = z.infer<typeof usageFilter>;

/** The condition that a row of the ledger lies within the days, on parameters 2 and 3. */
export const withinDays = `($2::date IS NULL OR usage.created_at >= $2::date) AND ($3::date IS NULL OR usage.created_at < $3::date + 1)`;
