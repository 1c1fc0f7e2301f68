import { loadSamples } from '@/lib/documents/load-samples';
import { route } from '@/lib/http/route';

/** Uploads the sample handbook; files that are there already are left alone. */
export const POST = route('editor', async ({ viewer }) => Response.json(await loadSamples(viewer), { status: 201 }));
