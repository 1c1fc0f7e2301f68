import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { dimensions, embedPassages } from '@/lib/ai/embedding/embed';
import { modelFolder } from '@/lib/ai/embedding/tokens';

const keyBytes = 32;
const recordBytes = keyBytes + dimensions * 4;
/** Texts embedded between two writes, so that little is lost when a run is stopped. */
const batchSize = 512;

type Place = { file: FileHandle; position: number };

/**
 * Vectors by the content of their text, kept in files between runs: records of SHA-256 and 384 numbers. Each run that
 * has something to add writes a file of its own, so that runs at the same time do not disturb each other.
 */
export class EmbeddingCache {
  private own: { file: FileHandle; records: number } | undefined;

  private constructor(
    private readonly ownPath: string,
    private readonly files: FileHandle[],
    private readonly places: Map<string, Place>,
  ) {}

  /** Opens the cache of the present model in a folder. */
  static async open(folder: string): Promise<EmbeddingCache> {
    await mkdir(folder, { recursive: true });
    const model = createHash('sha256').update(await readFile(path.resolve(modelFolder, 'SHA256SUMS'))).digest('hex');
    const prefix = `${path.basename(modelFolder)}-${model.slice(0, 12)}`;
    const names = (await readdir(folder)).filter((name) => name.startsWith(prefix));
    const files: FileHandle[] = [];
    const places = new Map<string, Place>();
    const key = Buffer.alloc(keyBytes);
    for (const name of names) {
      const file = await open(path.join(folder, name), 'r');
      files.push(file);
      // A run that was killed, or still goes on, may have left half a record at the end.
      const records = Math.floor((await file.stat()).size / recordBytes);
      for (let i = 0; i < records; i++) {
        await file.read(key, 0, keyBytes, i * recordBytes);
        places.set(key.toString('base64'), { file, position: i * recordBytes + keyBytes });
      }
    }
    return new EmbeddingCache(path.join(folder, `${prefix}-${Date.now()}-${randomUUID().slice(0, 8)}.bin`), files, places);
  }

  /** The vectors of texts, in order; what is not known yet is embedded. `onProgress` hears of texts that were. */
  async embed(texts: string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    const keys = texts.map((text) => createHash('sha256').update(text).digest('base64'));
    const missing = new Map<string, string>();
    for (const [i, key] of keys.entries()) if (!this.places.has(key)) missing.set(key, texts[i] ?? '');
    const work = [...missing];
    for (let first = 0; first < work.length; first += batchSize) {
      const batch = work.slice(first, first + batchSize);
      const vectors = await embedPassages(batch.map(([, text]) => text), { onProgress: (done) => onProgress?.(first + done) });
      await this.add(batch.map(([key]) => key), vectors);
    }
    return Promise.all(keys.map((key) => this.read(key)));
  }

  async close(): Promise<void> {
    await Promise.all(this.files.map((file) => file.close()));
  }

  private async add(keys: string[], vectors: Float32Array[]): Promise<void> {
    if (!this.own) {
      this.own = { file: await open(this.ownPath, 'ax+'), records: 0 };
      this.files.push(this.own.file);
    }
    const own = this.own;
    const records = keys.map((key, i) => {
      const vector = vectors[i] ?? new Float32Array(dimensions);
      return Buffer.concat([Buffer.from(key, 'base64'), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]);
    });
    await own.file.appendFile(Buffer.concat(records));
    for (const key of keys) this.places.set(key, { file: own.file, position: own.records++ * recordBytes + keyBytes });
  }

  private async read(key: string): Promise<Float32Array> {
    const place = this.places.get(key);
    if (!place) throw new Error('a text was not embedded');
    const bytes = new Uint8Array(dimensions * 4);
    await place.file.read(bytes, 0, bytes.length, place.position);
    return new Float32Array(bytes.buffer);
  }
}
