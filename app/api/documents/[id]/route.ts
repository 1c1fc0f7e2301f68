import { z } from 'zod';
import { deleteDocuments } from '@/lib/documents/delete-documents';
import { documentRows } from '@/lib/documents/list-documents';
import { moveDocuments } from '@/lib/documents/move-documents';
import { renameDocument } from '@/lib/documents/rename-document';
import { notFound } from '@/lib/errors/app-error';
import { readJson } from '@/lib/errors/error-response';
import { idField } from '@/lib/http/id-field';
import { route } from '@/lib/http/route';

export const GET = route('viewer', async ({ viewer, params }) => {
  const [document] = await documentRows(viewer, [params.id]);
  if (!document) throw notFound('document');
  return Response.json(document);
});

const change = z
  .object({
    name: z.string().trim().min(1, 'Give the document a name.').max(200, 'A name has at most 200 characters.').optional(),
    collectionId: idField.optional(),
  })
  .refine((value) => value.name !== undefined || value.collectionId !== undefined, 'Say what to change: name or collectionId.');

export const PATCH = route('editor', async ({ viewer, request, params }) => {
  const { name, collectionId } = change.parse(await readJson(request));
  if (collectionId !== undefined) await moveDocuments(viewer, [params.id], collectionId);
  if (name !== undefined) await renameDocument(viewer, params.id, name);
  const [document] = await documentRows(viewer, [params.id]);
  if (!document) throw notFound('document');
  return Response.json(document);
});

export const DELETE = route('editor', async ({ viewer, params }) => Response.json(await deleteDocuments(viewer, [params.id])));
