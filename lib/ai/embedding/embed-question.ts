import type { Viewer } from '@/lib/auth/viewer';
import { embedQuery } from './embed';
import { builtInSpace, type QuestionVector } from './embedding-space';

/** The vector of a question in the space that the viewer's team is searched in. */
export async function embedQuestion(_viewer: Pick<Viewer, 'teamId'>, question: string): Promise<QuestionVector> {
  return { space: builtInSpace, vector: await embedQuery(question) };
}
