-- CreateIndex
CREATE INDEX "document_collection_id_name_idx" ON "document"("collection_id", "name");
