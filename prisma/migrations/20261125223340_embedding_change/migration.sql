-- AlterTable
ALTER TABLE "embedding_setting" DROP COLUMN "sentences_done",
ADD COLUMN     "holder" TEXT;
