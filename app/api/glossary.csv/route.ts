import { exportEntries } from '@/lib/glossary/export-entries';
import { route } from '@/lib/http/route';

export const GET = route('admin', async ({ viewer }) =>
  new Response(await exportEntries(viewer), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="glossary.csv"' },
  }),
);
