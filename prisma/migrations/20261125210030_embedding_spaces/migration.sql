-- CreateTable
CREATE TABLE "embedding_space" (
    "id" SERIAL NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "dimensions" INTEGER NOT NULL,
    "fingerprint" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
    "slope" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "offset" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "embedding_space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "embedding_setting" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "space_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "base_url" TEXT,
    "model" TEXT,
    "encrypted_api_key" TEXT,
    "passages_done" INTEGER NOT NULL DEFAULT 0,
    "sentences_done" INTEGER NOT NULL DEFAULT 0,
    "seconds_left" DOUBLE PRECISION,
    "problem" TEXT,
    "retry_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "embedding_setting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "embedding_setting_space_id_idx" ON "embedding_setting"("space_id");

-- CreateIndex
CREATE UNIQUE INDEX "embedding_setting_team_id_role_key" ON "embedding_setting"("team_id", "role");

-- AddForeignKey
ALTER TABLE "embedding_setting" ADD CONSTRAINT "embedding_setting_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "embedding_setting" ADD CONSTRAINT "embedding_setting_space_id_fkey" FOREIGN KEY ("space_id") REFERENCES "embedding_space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The built-in model's space, and its vectors in tables of their own. A passage that gets a second vector in its own row
-- would be written anew, with a new entry in every index of every team; here it is not touched. Nothing is embedded
-- again: passages' vectors are copied, sentences' stay where they are under a new name.
INSERT INTO "embedding_space" ("provider", "model", "dimensions") VALUES ('built-in', 'all-MiniLM-L6-v2', 384);

CREATE TABLE "passage_vector_1" (
    "passage_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "collection_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "embedding" vector(384) NOT NULL
);
INSERT INTO "passage_vector_1" SELECT "id", "team_id", "collection_id", "document_id", "embedding" FROM "passage";
ALTER TABLE "passage" DROP COLUMN "embedding";
ALTER TABLE "passage_vector_1" ADD CONSTRAINT "passage_vector_1_pkey" PRIMARY KEY ("passage_id");
ALTER TABLE "passage_vector_1" ADD CONSTRAINT "passage_vector_1_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passage"("id") ON DELETE CASCADE;
CREATE INDEX "passage_vector_1_reach_idx" ON "passage_vector_1"("team_id", "collection_id");
CREATE INDEX "passage_vector_1_document_idx" ON "passage_vector_1"("document_id");
SET LOCAL maintenance_work_mem = '512MB';
CREATE INDEX "passage_vector_1_embedding_idx" ON "passage_vector_1" USING hnsw ("embedding" vector_cosine_ops);

ALTER TABLE "sentence" RENAME TO "sentence_vector_1";
ALTER TABLE "sentence_vector_1" RENAME CONSTRAINT "sentence_passage_id_fkey" TO "sentence_vector_1_passage_id_fkey";
ALTER TABLE "sentence_vector_1" DROP COLUMN "id";
ALTER TABLE "sentence_vector_1" ADD CONSTRAINT "sentence_vector_1_pkey" PRIMARY KEY ("passage_id", "start");
DROP INDEX "sentence_passage_id_idx";

-- Teams that have documents keep searching them with the model that read them, whatever the environment names.
INSERT INTO "embedding_setting" ("id", "team_id", "role", "space_id", "provider")
SELECT gen_random_uuid(), "id", 'serving', 1, 'built-in' FROM "team";
