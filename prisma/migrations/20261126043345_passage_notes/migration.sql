-- AlterTable
ALTER TABLE "collection" ADD COLUMN     "notes_estimate" JSONB,
ADD COLUMN     "notes_since" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "usage_entry" ADD COLUMN     "document_id" TEXT;

-- CreateTable
CREATE TABLE "passage_note" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "passage_key" TEXT NOT NULL,
    "content_key" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "sentence" TEXT,
    "left_out" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "passage_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_run" (
    "document_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "holder" TEXT,
    "problem" TEXT,
    "retry_at" TIMESTAMP(3),
    "started_at" TIMESTAMP(3),
    "ended_at" TIMESTAMP(3),
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_run_pkey" PRIMARY KEY ("document_id")
);

-- CreateIndex
CREATE INDEX "passage_note_team_id_content_key_idx" ON "passage_note"("team_id", "content_key");

-- CreateIndex
CREATE UNIQUE INDEX "passage_note_document_id_passage_key_key" ON "passage_note"("document_id", "passage_key");

-- CreateIndex
CREATE INDEX "note_run_team_id_state_idx" ON "note_run"("team_id", "state");

-- CreateIndex
CREATE INDEX "usage_entry_document_id_idx" ON "usage_entry"("document_id");

-- AddForeignKey
ALTER TABLE "passage_note" ADD CONSTRAINT "passage_note_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_run" ADD CONSTRAINT "note_run_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
