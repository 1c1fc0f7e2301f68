-- CreateTable
CREATE TABLE "keyword_outbox" (
    "document_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "change" BIGSERIAL NOT NULL,
    "queued_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "retry_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "keyword_outbox_pkey" PRIMARY KEY ("document_id")
);

-- CreateIndex
CREATE INDEX "keyword_outbox_retry_at_change_idx" ON "keyword_outbox"("retry_at", "change");
