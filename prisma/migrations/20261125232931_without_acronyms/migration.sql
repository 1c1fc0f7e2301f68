-- DropForeignKey
ALTER TABLE "document_acronym" DROP CONSTRAINT "document_acronym_document_id_fkey";

-- DropTable
DROP TABLE "document_acronym";
