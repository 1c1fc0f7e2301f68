-- AlterTable
ALTER TABLE "usage_entry" ADD COLUMN     "milliseconds" INTEGER,
ADD COLUMN     "outcome" TEXT NOT NULL DEFAULT 'done',
ADD COLUMN     "searches" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "input_tokens" DROP NOT NULL,
ALTER COLUMN "output_tokens" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "usage_entry_message_id_idx" ON "usage_entry"("message_id");
