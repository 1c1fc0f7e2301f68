-- AlterTable
ALTER TABLE "chat" ADD COLUMN     "folder_id" TEXT,
ADD COLUMN     "pinned_at" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "shared_chat" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message_ids" TEXT[],
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shared_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shared_chat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_folder" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_folder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "shared_chat_chat_id_key" ON "shared_chat"("chat_id");

-- CreateIndex
CREATE INDEX "shared_chat_team_id_idx" ON "shared_chat"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_folder_team_id_user_id_name_key" ON "chat_folder"("team_id", "user_id", "name");

-- CreateIndex
CREATE INDEX "chat_folder_id_idx" ON "chat"("folder_id");

-- AddForeignKey
ALTER TABLE "chat" ADD CONSTRAINT "chat_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "chat_folder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_chat" ADD CONSTRAINT "shared_chat_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;
