-- AlterTable
ALTER TABLE "document" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'english';

-- AlterTable
ALTER TABLE "passage" ADD COLUMN     "language" TEXT NOT NULL DEFAULT 'english';

-- CreateIndex
CREATE INDEX "document_team_id_language_idx" ON "document"("team_id", "language");
