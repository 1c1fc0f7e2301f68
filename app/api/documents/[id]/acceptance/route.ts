import { z } from 'zod';
import { acceptVersion } from '@/lib/documents/accept-version';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

const accepted = z.object({ versionId: idField });

/** Accepts a version of which something is missing as it is. */
export const POST = route('editor', async ({ viewer, request, params }) => {
  const { versionId } = accepted.parse(await readJson(request));
  await acceptVersion(viewer, params.id, versionId);
  return new Response(null, { status: 204 });
});
