import { z } from 'zod';
import { readJson } from '@/lib/errors/error-response';
import { importEntries } from '@/lib/glossary/import-entries';
import { route } from '@/lib/http/route';

const body = z.object({ csv: z.string('Choose a file.') });

export const POST = route('admin', async ({ viewer, request }) => {
  const { csv } = body.parse(await readJson(request));
  return Response.json(await importEntries(viewer, csv));
});
