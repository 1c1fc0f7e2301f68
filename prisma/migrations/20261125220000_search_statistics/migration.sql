-- Searches are planned by their functions and need no statistics of these columns, whose values are long and take
-- seconds to look through.
ALTER TABLE "passage" ALTER COLUMN "shingles" SET STATISTICS 0;
ALTER TABLE "passage_vector_1" ALTER COLUMN "embedding" SET STATISTICS 0;
ALTER TABLE "sentence_vector_1" ALTER COLUMN "embedding" SET STATISTICS 0;
