'use client';

// The uploads of this browser tab, outside any page: they go on while a person looks at something else.
import { useSyncExternalStore } from 'react';
import { unreachable } from '@/lib/http/send-json';
import { sizeWords } from './format-words';

export type DuplicateChoice = 'skip' | 'replace' | 'keep-both';

export type Upload = {
  id: number;
  file: File;
  collectionId: string | undefined;
  state: 'queued' | 'sending' | 'done' | 'skipped' | 'failed' | 'cancelled' | 'duplicate';
  /** 0–1 of its bytes. */
  sent: number;
  /** The server's sentence when it failed, or what the duplicate is. */
  message?: string;
  /** Failed for what the file is: trying once more would end the same. */
  refused?: boolean;
  choice?: DuplicateChoice;
  /** The draft of a question that waits for this file; the tray shows the others. */
  attachedTo?: string;
  /** It was an archive, which the portal unpacks now: the import that says how far it is. */
  importId?: string;
  /** The document that it became, or that is there already. */
  documentId?: string;
  /** The document of which it is a new version. */
  versionOf?: string;
};

/** Files sent at the same time. */
const atOnce = 2;

let uploads: readonly Upload[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const requests = new Map<number, XMLHttpRequest>();
const none: readonly Upload[] = [];

/** Begins to upload. A file above `maxBytes` is refused here, before its bytes travel. */
export function startUploads(files: File[], options: { collectionId?: string; maxBytes: number; attachedTo?: string; versionOf?: string }): void {
  const added = files.map((file): Upload => {
    const tooLarge = file.size > options.maxBytes;
    return {
      id: nextId++,
      file,
      collectionId: options.collectionId,
      state: tooLarge ? 'failed' : 'queued',
      sent: 0,
      attachedTo: options.attachedTo,
      versionOf: options.versionOf,
      ...(tooLarge && { refused: true, message: `This file has ${sizeWords(file.size)}; one file may have ${Math.floor(options.maxBytes / 1024 / 1024)} MB.` }),
    };
  });
  change([...uploads, ...added]);
  pump();
}

export function cancelUpload(id: number): void {
  update(id, { state: 'cancelled' });
  requests.get(id)?.abort();
  pump();
}

export function retryUpload(id: number): void {
  update(id, { state: 'queued', sent: 0, message: undefined });
  pump();
}

/** Takes one upload out of the list; one that is under way ends. */
export function dropUpload(id: number): void {
  requests.get(id)?.abort();
  change(uploads.filter((upload) => upload.id !== id));
  pump();
}

/** Says that a file, though it arrived, could not be read. */
export function failUpload(id: number, message: string): void {
  update(id, { state: 'failed', message, refused: true });
}

const shown = new Map<string, number>();

/** Shows a draft's files in a place of their own until the returned function is called: then they belong to the tray. */
export function showAttached(draft: string): () => void {
  shown.set(draft, (shown.get(draft) ?? 0) + 1);
  return () => {
    shown.set(draft, (shown.get(draft) ?? 1) - 1);
    // React may take a place away and put it back at once.
    setTimeout(() => {
      if ((shown.get(draft) ?? 0) > 0 || !uploads.some((upload) => upload.attachedTo === draft)) return;
      change(uploads.map((upload) => (upload.attachedTo === draft ? { ...upload, attachedTo: undefined } : upload)));
    });
  };
}

/** Answers the question that duplicates ask, for all of them at once; undefined leaves them out. */
export function settleDuplicates(choice: DuplicateChoice | undefined): void {
  change(
    uploads.map((upload) => {
      if (upload.state !== 'duplicate') return upload;
      if (choice === undefined || choice === 'skip') return { ...upload, state: 'skipped', message: undefined };
      return { ...upload, state: 'queued', sent: 0, message: undefined, documentId: undefined, choice };
    }),
  );
  pump();
}

/** Takes what is finished out of the list. */
export function clearUploads(): void {
  change(uploads.filter(isOpen));
}

/** Whether something still happens, or has to be decided, with this upload. */
export function isOpen(upload: Upload): boolean {
  return upload.state === 'queued' || upload.state === 'sending' || upload.state === 'duplicate';
}

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(subscribe, () => uploads, () => none);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

function update(id: number, part: Partial<Upload>): void {
  change(uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
}

function pump(): void {
  const sending = uploads.filter((upload) => upload.state === 'sending').length;
  for (const upload of uploads.filter((one) => one.state === 'queued').slice(0, Math.max(0, atOnce - sending))) send(upload);
}

function send(upload: Upload): void {
  const query = new URLSearchParams({ name: upload.file.name });
  if (upload.collectionId) query.set('collectionId', upload.collectionId);
  if (upload.versionOf) query.set('documentId', upload.versionOf);
  if (upload.choice) query.set('onDuplicate', upload.choice);
  // fetch cannot say how many bytes of a body have left.
  const request = new XMLHttpRequest();
  requests.set(upload.id, request);
  request.open('POST', `/api/uploads?${query}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.onprogress = (event) => update(upload.id, { sent: event.total > 0 ? event.loaded / event.total : 0 });
  request.onload = () => finish(upload.id, outcomeOf(request, upload));
  request.onerror = () => {
    window.dispatchEvent(new Event(unreachable));
    finish(upload.id, { state: 'failed', message: 'The connection was lost. Try again.' });
  };
  request.onabort = () => finish(upload.id, { state: 'cancelled' });
  update(upload.id, { state: 'sending', sent: 0 });
  request.send(upload.file);
}

function finish(id: number, outcome: Partial<Upload>): void {
  requests.delete(id);
  update(id, outcome);
  pump();
}

type UploadAnswer = { import?: { id: string }; document?: { id: string }; existing?: { id: string }; same?: 'file' | 'name'; error: { code: string; message: string } };

function outcomeOf(request: XMLHttpRequest, { attachedTo }: Upload): Partial<Upload> {
  try {
    const { import: archive, document, existing, same, error } = JSON.parse(request.responseText) as UploadAnswer;
    // Whoever attached an archive to a question asks in one of its documents: the tray says what becomes of it.
    if (request.status === 202) return { state: 'done', sent: 1, importId: archive?.id, attachedTo: undefined };
    if (request.status === 201) return { state: 'done', sent: 1, documentId: document?.id };
    if (request.status === 200) return { state: 'skipped', sent: 1, documentId: document?.id };
    // Whoever wants to ask in a file does not mind that it is there already.
    if (error.code === 'conflict:duplicate' && same === 'file' && attachedTo) return { state: 'skipped', sent: 1, documentId: existing?.id };
    if (error.code === 'conflict:duplicate') return { state: 'duplicate', message: error.message, documentId: existing?.id };
    return { state: 'failed', message: error.message, refused: /^(unsupported|too_large):/.test(error.code) };
  } catch {
    return { state: 'failed', message: `The portal answered with an error (${request.status}). Try again.` };
  }
}
