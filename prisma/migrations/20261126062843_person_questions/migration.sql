-- CreateTable
CREATE TABLE "person_question" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "asked_by_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "open_for" TEXT,
    "asked_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_by_id" TEXT,
    "taken_at" TIMESTAMP(3),
    "settled_by_id" TEXT,
    "settled_at" TIMESTAMP(3),
    "answer" TEXT,
    "closed_for" TEXT,

    CONSTRAINT "person_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_answer_source" (
    "id" TEXT NOT NULL,
    "question_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "document_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "quote" TEXT NOT NULL,
    "page" INTEGER,
    "slide" BOOLEAN NOT NULL DEFAULT false,
    "heading" TEXT,
    "document_name" TEXT NOT NULL,
    "source_deleted_at" TIMESTAMP(3),

    CONSTRAINT "person_answer_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "chat_id" TEXT,
    "message_id" TEXT,
    "question_id" TEXT,
    "citation_id" TEXT,
    "document_id" TEXT,
    "read" INTEGER,
    "failed" INTEGER,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMP(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_question_open_for_key" ON "person_question"("open_for");

-- CreateIndex
CREATE INDEX "person_question_team_id_state_asked_at_idx" ON "person_question"("team_id", "state", "asked_at");

-- CreateIndex
CREATE INDEX "person_question_message_id_idx" ON "person_question"("message_id");

-- CreateIndex
CREATE INDEX "person_question_asked_by_id_asked_at_idx" ON "person_question"("asked_by_id", "asked_at");

-- CreateIndex
CREATE INDEX "person_answer_source_document_id_idx" ON "person_answer_source"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_answer_source_question_id_number_key" ON "person_answer_source"("question_id", "number");

-- CreateIndex
CREATE INDEX "notification_team_id_user_id_created_at_idx" ON "notification"("team_id", "user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_team_id_user_id_event_key" ON "notification"("team_id", "user_id", "event");

-- AddForeignKey
ALTER TABLE "person_question" ADD CONSTRAINT "person_question_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_answer_source" ADD CONSTRAINT "person_answer_source_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "person_question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_chat_id_fkey" FOREIGN KEY ("chat_id") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "person_question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
