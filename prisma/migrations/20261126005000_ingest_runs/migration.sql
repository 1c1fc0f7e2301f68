-- CreateTable
CREATE TABLE "ingest_run" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMP(3),
    "outcome" TEXT,
    "stages" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ingest_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_queue" (
    "team_id" TEXT NOT NULL,
    "paused_at" TIMESTAMP(3),
    "paused_by_id" TEXT,
    "batch_started_at" TIMESTAMP(3),
    "batch_ended_at" TIMESTAMP(3),
    "batch_read" INTEGER NOT NULL DEFAULT 0,
    "batch_failed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ingest_queue_pkey" PRIMARY KEY ("team_id")
);

-- CreateIndex
CREATE INDEX "ingest_run_team_id_ended_at_idx" ON "ingest_run"("team_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_run_document_id_attempt_key" ON "ingest_run"("document_id", "attempt");

-- CreateIndex
CREATE INDEX "document_team_id_state_idx" ON "document"("team_id", "state");

-- AddForeignKey
ALTER TABLE "ingest_run" ADD CONSTRAINT "ingest_run_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
