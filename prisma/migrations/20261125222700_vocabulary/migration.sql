-- CreateTable
CREATE TABLE "team_word" (
    "team_id" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "initial" TEXT NOT NULL,
    "length" INTEGER NOT NULL,
    "letters" INTEGER NOT NULL,
    "documents" INTEGER NOT NULL,

    CONSTRAINT "team_word_pkey" PRIMARY KEY ("team_id","word")
);

-- CreateTable
CREATE TABLE "document_words" (
    "document_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "version_id" TEXT,
    "words" TEXT NOT NULL,

    CONSTRAINT "document_words_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "document_acronym" (
    "document_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "short" TEXT NOT NULL,
    "long" TEXT NOT NULL,
    "short_key" TEXT NOT NULL,
    "long_key" TEXT NOT NULL,

    CONSTRAINT "document_acronym_pkey" PRIMARY KEY ("document_id","short_key","long_key")
);

-- CreateIndex
CREATE INDEX "team_word_team_id_form_idx" ON "team_word"("team_id", "form");

-- CreateIndex
CREATE INDEX "team_word_team_id_initial_length_idx" ON "team_word"("team_id", "initial", "length");

-- CreateIndex
CREATE INDEX "document_acronym_team_id_short_key_idx" ON "document_acronym"("team_id", "short_key");

-- CreateIndex
CREATE INDEX "document_acronym_team_id_long_key_idx" ON "document_acronym"("team_id", "long_key");

-- AddForeignKey
ALTER TABLE "document_words" ADD CONSTRAINT "document_words_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_acronym" ADD CONSTRAINT "document_acronym_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
