import type { Viewer } from '@/lib/auth/viewer';
import { mostPaths, mostScopeIds, type StoredPath, type Trace } from '@/lib/chats/stored-parts';
import { type PassagePath, passagePaths } from '@/lib/retrieval/passage-paths';
import { documentsOfPassages } from '@/lib/retrieval/read-passages';
import type { RetrievalTrace } from '@/lib/retrieval/retrieval-trace';
import type { RetrieveResult } from '@/lib/retrieval/retrieval-types';

/** What an answer keeps of its search, to say later why a document is not in it; `packed` are ids of the passages read. */
export async function storedPaths(viewer: Viewer, trace: RetrievalTrace, { passages, scope }: RetrieveResult, packed: Set<string>): Promise<Pick<Trace, 'scope' | 'passages' | 'omitted'>> {
  const paths = passagePaths(trace, passages);
  const documentOf = await documentsOfPassages(viewer.teamId, paths.map((path) => path.passageId));
  const found = paths.filter((path) => path.place !== undefined).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const seen = new Set(found.map((path) => documentOf.get(path.passageId)));
  const others = paths.filter(({ passageId }) => {
    const documentId = documentOf.get(passageId);
    if (seen.has(documentId)) return false;
    seen.add(documentId);
    return true;
  });
  const stored = [...found, ...others].flatMap((path): StoredPath[] => {
    const documentId = documentOf.get(path.passageId);
    return documentId === undefined ? [] : [storedPath(path, documentId, packed.has(path.passageId))];
  });
  const short = scope && scope.collectionIds.length <= mostScopeIds && scope.documentIds.length <= mostScopeIds;
  return { ...(short && { scope }), passages: stored.slice(0, mostPaths), omitted: Math.max(0, stored.length - mostPaths) };
}

function storedPath({ passageId, keyword, vector, exact, fused, reranked, ordered, place, copyOf }: PassagePath, documentId: string, packed: boolean): StoredPath {
  return {
    passageId,
    documentId,
    fate: packed ? 'packed' : place !== undefined ? 'found' : copyOf !== undefined ? 'copy' : 'below',
    ...(keyword && { keyword: rounded(keyword) }),
    ...(vector && { vector: rounded(vector) }),
    ...(exact && { exact: { share: round(exact.share), holders: exact.holders } }),
    fused: rounded(fused),
    ...(reranked && { rerank: rounded(reranked) }),
    order: rounded(ordered),
  };
}

function rounded({ rank, score }: { rank: number; score: number }) {
  return { rank, score: round(score) };
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
