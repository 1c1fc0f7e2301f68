import { readJson } from '@/lib/errors/error-response';
import { route } from '@/lib/http/route';
import { changePassage } from '@/lib/passages/change-passage';
import { passageChange } from '@/lib/passages/passage-change';

/** What a person does with one passage: edit, split, merge, switch-off, switch-on, revert. */
export const POST = route('editor', async ({ viewer, request, params }) =>
  Response.json(await changePassage(viewer, params.id, passageChange.parse(await readJson(request)))),
);
