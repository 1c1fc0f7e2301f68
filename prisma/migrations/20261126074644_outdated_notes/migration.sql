-- AlterTable
ALTER TABLE "passage_note" ADD COLUMN     "outdated" BOOLEAN NOT NULL DEFAULT false;
