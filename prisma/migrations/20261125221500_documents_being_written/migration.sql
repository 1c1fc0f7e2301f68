-- Every search leaves out documents whose first version is being written, and looks them up: few among many.
CREATE INDEX "document_being_written_idx" ON "document" ("team_id") WHERE "current_version_id" IS NULL AND "passage_count" > 0;
