-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "passage_count" INTEGER;

-- What the versions that are searched now were cut into is known.
UPDATE "document_version" SET "passage_count" = "document"."passage_count" FROM "document" WHERE "document"."current_version_id" = "document_version"."id";
