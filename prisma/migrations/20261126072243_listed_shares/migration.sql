-- AlterTable
ALTER TABLE "shared_chat" ADD COLUMN     "listed" BOOLEAN NOT NULL DEFAULT false;
