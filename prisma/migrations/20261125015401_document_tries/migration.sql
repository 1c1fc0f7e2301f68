-- AlterTable
ALTER TABLE "document" ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;
