-- AlterTable
ALTER TABLE "document" ADD COLUMN     "source_url" TEXT;

-- CreateTable
CREATE TABLE "import_source" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "page_limit" INTEGER NOT NULL,
    "limit_reached" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "failure_code" TEXT,
    "failure_message" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "heartbeat_at" TIMESTAMP(3),
    "started_by_id" TEXT NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_item" (
    "id" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "document_id" TEXT,
    "sha256" TEXT,
    "etag" TEXT,
    "last_modified" TEXT,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "import_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_source_state_idx" ON "import_source"("state");

-- CreateIndex
CREATE UNIQUE INDEX "import_source_team_id_kind_address_collection_id_key" ON "import_source"("team_id", "kind", "address", "collection_id");

-- CreateIndex
CREATE INDEX "import_item_import_id_state_idx" ON "import_item"("import_id", "state");

-- CreateIndex
CREATE INDEX "import_item_document_id_idx" ON "import_item"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_item_import_id_address_key" ON "import_item"("import_id", "address");

-- AddForeignKey
ALTER TABLE "import_item" ADD CONSTRAINT "import_item_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;
