-- AlterTable
ALTER TABLE "citation" ADD COLUMN     "slide" BOOLEAN NOT NULL DEFAULT false;
