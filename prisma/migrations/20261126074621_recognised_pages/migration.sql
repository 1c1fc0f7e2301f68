-- CreateTable
CREATE TABLE "recognised_page" (
    "version_id" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "recognition_version" INTEGER NOT NULL,
    "result" JSONB,

    CONSTRAINT "recognised_page_pkey" PRIMARY KEY ("version_id","page")
);

-- AddForeignKey
ALTER TABLE "recognised_page" ADD CONSTRAINT "recognised_page_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "document_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;
