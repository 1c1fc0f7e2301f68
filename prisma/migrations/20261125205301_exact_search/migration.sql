-- AlterTable
ALTER TABLE "passage" ADD COLUMN     "shingles" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateIndex
-- New entries go into the index at once: a list of pending ones would be read from end to end by every search.
CREATE INDEX "passage_shingles_idx" ON "passage" USING GIN ("shingles") WITH (fastupdate = off);
