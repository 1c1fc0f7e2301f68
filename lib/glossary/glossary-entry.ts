// What the glossary's page gets. Client-safe: types only.

export type GlossaryRow = { id: string; term: string; synonyms: string[]; note: string | null; updatedAt: string };
