// Stores what it is sent, one document after the other, as the worker of a portal does while people search.
import { disconnect } from '@/lib/db/client';
import { type BenchWriting, storeBenchDocument } from './store-bench-document';

process.on('message', (writing: BenchWriting) => void storeBenchDocument(writing).then(() => process.send?.('stored')));
process.on('disconnect', () => void disconnect());
