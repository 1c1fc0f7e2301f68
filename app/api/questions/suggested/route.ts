import { suggestQuestions } from '@/lib/chats/suggest-questions';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer }) => Response.json(await suggestQuestions(viewer)));
