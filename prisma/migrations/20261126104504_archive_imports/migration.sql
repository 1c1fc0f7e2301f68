-- AlterTable
ALTER TABLE "import_source" ADD COLUMN     "archive_kept" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "archive_sha256" TEXT;

-- AlterTable
ALTER TABLE "import_item" ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;
