"""Counts lexemes exactly, apart from the words as they are written."""

from django.db import migrations

CREATE = """
CREATE TABLE search_lexeme (
    lang smallint NOT NULL,
    lexeme text COLLATE "C" NOT NULL,
    texts integer NOT NULL,
    PRIMARY KEY (lang, lexeme)
);
COMMENT ON TABLE search_lexeme IS 'How many texts of a language have a lexeme, exactly: for BM25 and totals.';
DELETE FROM search_word;
ALTER TABLE search_word DROP COLUMN lexeme;
COMMENT ON TABLE search_word IS
    'Words as written in texts and glossary, about how often: for suggestions and spelling.';
"""
REVERSE = """
DELETE FROM search_word;
ALTER TABLE search_word ADD COLUMN lexeme text COLLATE "C" NOT NULL;
CREATE INDEX search_word_lexeme ON search_word (lang, lexeme);
DROP TABLE search_lexeme;
"""


class Migration(migrations.Migration):
    dependencies = [("legislation", "0005_editing")]

    operations = [migrations.RunSQL(CREATE, REVERSE)]
