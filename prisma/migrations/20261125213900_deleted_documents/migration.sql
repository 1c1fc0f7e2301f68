-- Every search leaves out what is deleted, and looks it up: there are few of them among many documents.
CREATE INDEX "document_deleted_idx" ON "document" ("team_id") WHERE "deleted_at" IS NOT NULL;
