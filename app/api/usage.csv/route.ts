import { route } from '@/lib/http/route';
import { exportUsage } from '@/lib/usage/export-usage';
import { usageFilter } from '@/lib/usage/usage-filter';

export const GET = route('admin', ({ viewer, request }) => {
  const filter = usageFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return new Response(exportUsage(viewer, filter), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="usage.csv"' },
  });
});
