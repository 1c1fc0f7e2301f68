// Files out of a drop or a picker, folders walked to the bottom.

/** What operating systems leave in folders and nobody wants to upload. */
const litter = /^(\..*|Thumbs\.db|desktop\.ini|~\$.*)$/i;

/** The files of a drop. Call it in the event itself: the browser forgets the folders right after. */
export function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].flatMap((item) => (item.kind === 'file' ? [item.webkitGetAsEntry() ?? item.getAsFile()] : []));
  return Promise.all(entries.map(filesOf)).then((lists) => lists.flat().filter(isWanted));
}

/** The files of a picker, of a single choice or of a whole folder. */
export function pickedFiles(list: FileList | null): File[] {
  return [...(list ?? [])].filter(isWanted);
}

function isWanted(file: File): boolean {
  return !litter.test(file.name);
}

async function filesOf(entry: FileSystemEntry | File | null): Promise<File[]> {
  if (entry === null) return [];
  if (entry instanceof File) return [entry];
  if (entry.isFile) {
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader hands out a folder in pieces and says that it is done with an empty one.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}
