-- AlterTable
ALTER TABLE "document" ADD COLUMN     "parent_id" TEXT,
ADD COLUMN     "parent_name" TEXT;

-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "contained" JSONB;

-- CreateIndex
CREATE INDEX "document_parent_id_idx" ON "document"("parent_id");

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "document"("id") ON DELETE SET NULL ON UPDATE CASCADE;
