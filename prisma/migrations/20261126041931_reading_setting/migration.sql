-- CreateTable
CREATE TABLE "reading_setting" (
    "team_id" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "reading_setting_pkey" PRIMARY KEY ("team_id")
);

-- AddForeignKey
ALTER TABLE "reading_setting" ADD CONSTRAINT "reading_setting_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
