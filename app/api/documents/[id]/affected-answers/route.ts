import { route } from '@/lib/http/route';
import { listAffectedAnswers } from '@/lib/versions/affected-answers';

export const GET = route('editor', async ({ viewer, params }) => Response.json(await listAffectedAnswers(viewer, params.id)));
