-- DropIndex
DROP INDEX "passage_version_id_ordinal_key";

-- AlterTable
ALTER TABLE "document" ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "accepted_at" TIMESTAMP(3),
ADD COLUMN     "accepted_by_id" TEXT;

-- AlterTable
ALTER TABLE "passage" ADD COLUMN     "edit_id" TEXT,
ADD COLUMN     "original" TEXT,
ADD COLUMN     "part" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "passage_edit" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "pieces" JSONB NOT NULL,
    "version_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "as_read" JSONB NOT NULL,
    "counterpart" JSONB,
    "edited_by_id" TEXT NOT NULL,
    "edited_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "passage_edit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "passage_edit_document_id_idx" ON "passage_edit"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "passage_version_id_ordinal_part_key" ON "passage"("version_id", "ordinal", "part");

-- AddForeignKey
ALTER TABLE "passage_edit" ADD CONSTRAINT "passage_edit_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
