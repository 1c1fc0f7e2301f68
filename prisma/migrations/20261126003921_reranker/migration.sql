-- CreateTable
CREATE TABLE "reranker_setting" (
    "team_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "base_url" TEXT,
    "model" TEXT,
    "encrypted_api_key" TEXT,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "reranker_setting_pkey" PRIMARY KEY ("team_id")
);

-- AddForeignKey
ALTER TABLE "reranker_setting" ADD CONSTRAINT "reranker_setting_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
