import type { ChatScope } from '@/lib/chats/chat-message';
import type { ReachFilters } from '@/lib/retrieval/reach';
import type { VisibleDocument } from './visible-document';

/** Why a document lies outside of what a question was narrowed to, as the end of a sentence; undefined when it does not. */
export function outsideReach({ id, collectionId, format, createdAt }: VisibleDocument, scope: ChatScope | undefined, filters: ReachFilters = {}): string | undefined {
  if (scope && !scope.documentIds.includes(id) && !scope.collectionIds.includes(collectionId)) {
    return 'the question was narrowed to other collections or documents';
  }
  const { formats, createdFrom, createdBefore } = filters;
  if (formats && !formats.some((wanted) => wanted === format)) return `the question asks for type:${formats.join(',')}, and this is ${format}`;
  const day = createdAt.toISOString().slice(0, 10);
  if (createdFrom && createdAt < new Date(createdFrom)) return `the question asks for documents from ${createdFrom} on, and this was uploaded on ${day}`;
  if (createdBefore && createdAt >= new Date(createdBefore)) return `the question asks for documents before ${createdBefore}, and this was uploaded on ${day}`;
  return undefined;
}
